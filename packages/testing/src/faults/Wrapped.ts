/**
 * Stores wrapped so that something goes wrong with a call now and then, as a plan says.
 *
 * It works on whatever gives the ports: each operation is a function that gives an effect, or an effect, and nothing
 * else needs to be known of it.
 */
import {
  ApiKeyStore,
  AuditStore,
  ConfigurationStore,
  DeliveryStore,
  EngineStore,
  EnvironmentStore,
  MemberStore,
  MetricsStore,
  OrgStore,
  RunStore,
  SessionStore,
  UsageStore,
  WebhookStore
} from "@nexio/core"
import { Context, Effect, Layer, Option } from "effect"
import type { Stores } from "../laws/Stores.ts"

const ports = {
  OrgStore,
  EnvironmentStore,
  ConfigurationStore,
  EngineStore,
  ApiKeyStore,
  MemberStore,
  SessionStore,
  RunStore,
  WebhookStore,
  UsageStore,
  MetricsStore,
  AuditStore,
  DeliveryStore
}

export type Ports = typeof ports

/** An operation of a port, such as `RunStore.submit`. */
export type Operation = {
  readonly [Port in keyof Ports]: `${Port}.${keyof Ports[Port]["Service"] & string}`
}[keyof Ports]

/** A call that is about to be made. */
export interface Call {
  readonly operation: Operation
  /** From 1: which of the calls it is that the plan is about. Each build of the layer counts anew. */
  readonly nth: number
}

/**
 * What goes wrong with which call: said of each call, or one after another, with nothing wrong where there is `null`
 * and after the end. The latter is what a property generates, and what is easy to read once it is made smaller.
 */
export type Plan<Fault> = ReadonlyArray<Fault | null> | ((call: Call) => Fault | undefined)

export interface Options {
  /** What the plan is about; other operations work. Default: all that the fault can happen to. */
  readonly of?: ReadonlyArray<Operation> | undefined
}

type Port = Context.Key<never, object>

type Performed = Effect.Effect<unknown, unknown>

/** How a fault happens to an operation. Where it cannot, there is nothing, and the plan is not about it. */
export type Happening<Fault> = (
  operation: Operation,
  service: object
) => ((fault: Fault, args: ReadonlyArray<unknown>, performed: Performed) => Performed) | undefined

/** A layer that takes ports and gives the same with faults. */
export const wrapped = <Needed extends Stores, Fault>(
  plan: Plan<Fault>,
  options: Options,
  happening: Happening<Fault>
): Layer.Layer<Needed, never, Needed> =>
  Layer.effectContext(
    Effect.map(Effect.context<Needed>(), (given) => {
      const counted = { calls: 0 }
      const keys = Object.entries(ports as Readonly<Record<string, unknown>>) as ReadonlyArray<[string, Port]>
      const faulty = keys.reduce(
        (context, [name, port]) =>
          Option.match(Context.getOption(given, port), {
            onNone: () => context,
            onSome: (service) => Context.add(context, port, wrap(name, service, counted, { plan, options, happening }))
          }),
        Context.empty()
      )
      return faulty as Context.Context<Needed>
    })
  )

const wrap = <Fault>(
  port: string,
  service: object,
  counted: { calls: number },
  how: { readonly plan: Plan<Fault>; readonly options: Options; readonly happening: Happening<Fault> }
): object => {
  const { happening, options, plan } = how
  const planned = typeof plan === "function" ? plan : ({ nth }: Call) => plan[nth - 1] ?? undefined
  const entries = namesOf(service).map((name) => {
    const operation = `${port}.${name}` as Operation
    const value: unknown = Reflect.get(service, name)
    const happen = happening(operation, service)
    if (happen === undefined || options.of?.includes(operation) === false) return [name, value]
    const around = (args: ReadonlyArray<unknown>, performed: Performed): Performed =>
      Effect.suspend(() => {
        counted.calls += 1
        const fault = planned({ operation, nth: counted.calls })
        return fault === undefined ? performed : happen(fault, args, performed)
      })
    if (Effect.isEffect(value)) return [name, around([], value as Performed)]
    if (typeof value !== "function") return [name, value]
    return [
      name,
      (...args: ReadonlyArray<unknown>) =>
        around(
          args,
          Effect.suspend(() => Reflect.apply(value, service, args) as Performed)
        )
    ]
  })
  return Object.fromEntries(entries)
}

/** Of an object or an instance of a class. */
const namesOf = (service: object): ReadonlyArray<string> => {
  const names = new Set<string>()
  for (let at = service; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) if (name !== "constructor") names.add(name)
  }
  return [...names]
}
