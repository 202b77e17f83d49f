import { AllowList, type NameLookup, UndiciSender } from "@nexio/adapters-http/delivery"
import { type Answer, type Outgoing, Sender } from "@nexio/core"
import { Effect, ManagedRuntime } from "effect"

type Sent = Answer | { readonly reason: string; readonly latencyMs: number }

export interface OpenSender extends AsyncDisposable {
  readonly send: (outgoing: Partial<Outgoing> & Pick<Outgoing, "url">, signal?: AbortSignal) => Promise<Sent>
  readonly refusal: Sender["Service"]["refusal"]
}

/** A sender that allows nothing but what is said; what fails comes back as its reason. */
export const open = async (options: Partial<UndiciSender.SenderOptions> = {}): Promise<OpenSender> => {
  const runtime = ManagedRuntime.make(UndiciSender.layer({ allow: AllowList.none, ...options }))
  const sender = await runtime.runPromise(Sender)
  return {
    refusal: sender.refusal,
    send: (outgoing, signal) =>
      runtime.runPromise(
        Effect.match(sender.send({ headers: {}, body: "{}", ...outgoing }), {
          onSuccess: (answer): Sent => answer,
          onFailure: ({ latencyMs, reason }): Sent => ({ latencyMs, reason })
        }),
        { signal }
      ),
    [Symbol.asyncDispose]: () => runtime.dispose()
  }
}

export const loopback = AllowList.parse(["127.0.0.1"])

/** A name server that gives these answers, one after the other; the last one stays. It keeps what it was asked. */
export const answering = (...answers: readonly [ReadonlyArray<string>, ...ReadonlyArray<ReadonlyArray<string>>]) => {
  const asked: Array<string> = []
  const lookup: NameLookup.NameLookup = (name, give) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? answers[0]
    asked.push(name)
    queueMicrotask(() =>
      give(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }))
      )
    )
  }
  return { asked, lookup }
}
