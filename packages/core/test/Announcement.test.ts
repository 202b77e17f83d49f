import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Announcement, type Endpoint, Event, Instant, Run } from "../src/index.ts"
import * as arbitrary from "./arbitraries.ts"
import { countedIds } from "./ports.ts"
import { runs } from "./runs.ts"

const at = arbitrary.present

/** A run that has ended, in each of the ways that one can. */
const ended: fc.Arbitrary<Run.Run> = fc
  .tuple(arbitrary.queued, arbitrary.outcome, at, fc.constantFrom("Ended", "Cancelled", "EnvironmentDeleted"))
  .map(([run, outcome, at, _tag]) =>
    _tag === "Ended"
      ? Result.getOrThrow(Run.next({ ...run, status: "processing", startedAt: run.createdAt }, { _tag, outcome, at }))
      : Result.getOrThrow(Run.next(run, { _tag, at }))
  )

/** A run that has ended beside endpoints of its environment and of others, active and not, deleted and not. */
const told = ended.chain((run) =>
  fc.tuple(
    fc.constant(run),
    fc.uniqueArray(
      fc.tuple(arbitrary.endpoint, fc.boolean(), fc.option(at)).map(
        ([endpoint, here, deletedAt]): Endpoint.Endpoint => ({
          ...endpoint,
          orgId: run.orgId,
          environmentId: here ? run.environmentId : endpoint.environmentId,
          ...(deletedAt === null ? {} : { deletedAt })
        })
      ),
      { selector: ({ id }) => id, maxLength: 8 }
    ),
    at
  )
)

const typeOf: Partial<Record<Run.Status, Endpoint.Endpoint["events"][number]>> = {
  completed: "run.completed",
  degraded: "run.completed",
  failed: "run.failed",
  cancelled: "run.cancelled"
}

/** An endpoint that every event of the run goes to. */
const everything = (run: Run.Run): Event.Target => ({
  id: "0197a000-0000-7000-8000-000000000000" as Endpoint.Endpoint["id"],
  environmentId: run.environmentId,
  environment: run.environment,
  url: "https://a.example",
  events: ["run.completed", "run.failed", "run.cancelled"],
  active: true,
  ordered: false
})

const announced = (run: Run.Run, at: number, endpoints: ReadonlyArray<Event.Target> = [everything(run)]) =>
  Announcement.ofEnd(run, at, countedIds())(endpoints)

describe("The event of a run's end", () => {
  it("goes to each endpoint of the run's environment that is active and subscribes, once, and never to another", () =>
    fc.assert(
      fc.property(told, ([run, endpoints, at]) => {
        const expected = endpoints.filter(
          (endpoint) =>
            endpoint.environmentId === run.environmentId &&
            endpoint.active &&
            endpoint.deletedAt === undefined &&
            endpoint.events.some((type) => type === typeOf[run.status])
        )
        const deliveries = announced(run, at, endpoints)?.deliveries ?? []
        expect(deliveries.map(({ endpointId }) => endpointId)).toEqual(expected.map(({ id }) => id))
      }),
      runs
    ))

  it("is made only where it goes somewhere", () =>
    fc.assert(
      fc.property(told, ([run, endpoints, at]) => {
        const made = announced(run, at, endpoints)
        if (made !== undefined) expect(made.deliveries.length).toBeGreaterThan(0)
        expect(announced(run, at, [])).toBeUndefined()
      }),
      runs
    ))

  it("has deliveries that are due at once, each to the URL that its endpoint has now, and ordered where that is", () =>
    fc.assert(
      fc.property(told, ([run, endpoints, at]) => {
        const made = announced(run, at, endpoints)
        const ids = new Set<string>()
        for (const delivery of made?.deliveries ?? []) {
          ids.add(delivery.id)
          const target = endpoints.find(({ id }) => id === delivery.endpointId)
          expect(delivery).toMatchObject({
            orgId: run.orgId,
            environmentId: run.environmentId,
            eventId: made?.event.id,
            url: target?.url,
            ordered: target?.ordered,
            status: "pending",
            failures: 0,
            createdAt: at,
            dueAt: at
          })
        }
        expect(ids.size).toBe(made?.deliveries.length ?? 0)
      }),
      runs
    ))

  it("is made at its own instant, or after the last event of each ordered endpoint that it goes to, whatever others had", () =>
    fc.assert(
      fc.property(
        told,
        fc.array(fc.option(at, { nil: undefined }), { minLength: 8, maxLength: 8 }),
        ([run, endpoints, at], lasts) => {
          const targets = endpoints.map((endpoint, nth): Event.Target => {
            const lastEventAt = lasts[nth]
            return lastEventAt === undefined ? endpoint : { ...endpoint, lastEventAt }
          })
          const made = announced(run, at, targets)
          if (made === undefined) return
          const goesTo = new Set(made.deliveries.map(({ endpointId }) => endpointId))
          const earliest = targets
            .filter(({ id, ordered }) => ordered && goesTo.has(id))
            .map(({ lastEventAt = -1 }) => lastEventAt + 1)
          expect(made.event.createdAt).toBe(Math.max(at, ...earliest))
          expect(JSON.parse(made.event.payload).created_at).toBe(Instant.format(made.event.createdAt))
        }
      ),
      runs
    ))

  it("is later than each that was made before of the same endpoints, where it goes to an ordered one with that", () =>
    fc.assert(
      fc.property(told, fc.array(at, { maxLength: 6 }), ([run, endpoints], instants) => {
        let targets: ReadonlyArray<Event.Target> = endpoints
        const last = new Map<string, string>()
        for (const at of instants) {
          const made = announced(run, at, targets)
          if (made === undefined) return
          for (const { endpointId, eventId, ordered } of made.deliveries) {
            if (ordered) expect(eventId > (last.get(endpointId) ?? "")).toBe(true)
            last.set(endpointId, eventId)
          }
          targets = Event.following(targets, made)
        }
      }),
      runs
    ))

  it("says how the run ended: run.completed also where it was degraded", () =>
    fc.assert(
      fc.property(ended, at, (run, at) => {
        const event = announced(run, at)?.event
        expect(event?.type).toBe(typeOf[run.status])
        expect(event).toMatchObject({ orgId: run.orgId, environmentId: run.environmentId, createdAt: at })
      }),
      runs
    ))

  it("carries the run as it is read, and never what was asked, who asked, or of which org", () =>
    fc.assert(
      fc.property(ended, at, (run, at) => {
        const event = announced(run, at)?.event
        const { data, ...head } = JSON.parse(event?.payload ?? "")
        expect(head).toEqual({
          id: event?.id,
          type: event?.type,
          webhook_version: "2026-03-22",
          created_at: Instant.format(at),
          environment: run.environment,
          environment_id: run.environmentId
        })
        const written = (fields: object) => JSON.parse(JSON.stringify(fields))
        const {
          apiKeyId: _a,
          release: _r,
          completedAt,
          createdAt,
          durationMs,
          environmentId,
          errorDetails,
          id,
          input: _i,
          offerings: _o,
          orgId: _g,
          startedAt: _s,
          ...rest
        } = run
        expect(data).toEqual(
          written({
            run: {
              ...rest,
              run_id: id,
              environment_id: environmentId,
              created_at: Instant.format(createdAt),
              completed_at: completedAt === undefined ? undefined : Instant.format(completedAt),
              duration_ms: durationMs,
              error_details: errorDetails
            }
          })
        )
      }),
      runs
    ))

  it("has an id of its own, evt_ and the instant of its making", () =>
    fc.assert(
      fc.property(ended, at, (run, at) => {
        const id = announced(run, at)?.event.id ?? ""
        expect(id).toMatch(/^evt_[0-9a-f]{8}-[0-9a-f]{4}-7/)
        expect(Number.parseInt(id.slice(4).replaceAll("-", "").slice(0, 12), 16)).toBe(at)
      }),
      runs
    ))

  it("is a defect to tell of while the run has not ended", () =>
    fc.assert(
      fc.property(arbitrary.queued, fc.constantFrom("queued" as const, "processing" as const), (run, status) => {
        expect(() => announced({ ...run, status }, 0)).toThrow("nothing to announce")
      }),
      runs
    ))
})
