declare module "parse-prometheus-text-format" {
  interface Series {
    readonly value?: string
    readonly labels?: Readonly<Record<string, string>>
  }
  interface Family {
    readonly name: string
    readonly type: string
    readonly metrics: ReadonlyArray<Series>
  }
  export default function parse(text: string): ReadonlyArray<Family>
}
