/** What every page has: its title, what it is about, and what can be done on it. */
import type { ReactNode } from "react"
import "./Page.css"

interface PageProps {
  readonly title: string
  readonly about?: ReactNode
  readonly actions?: ReactNode
  readonly above?: ReactNode
  readonly children: ReactNode
}

export const Page = ({ about, above, actions, children, title }: PageProps) => (
  <div className="page">
    <title>{`${title} · Nexio`}</title>
    {above}
    <div className="page-head">
      <div className="grow">
        <h1>{title}</h1>
        {about !== undefined && <p className="soft">{about}</p>}
      </div>
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
    {children}
  </div>
)

export const Section = ({
  actions,
  children,
  title
}: {
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}) => (
  <section className="section">
    <div className="section-head">
      <h2>{title}</h2>
      {actions}
    </div>
    {children}
  </section>
)

/** Names with their values. */
export const Facts = ({ of }: { readonly of: ReadonlyArray<readonly [name: string, value: ReactNode]> }) => (
  <dl className="facts">
    {of.map(
      ([name, value]) =>
        value !== undefined && (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        )
    )}
  </dl>
)
