import { Context, type Effect } from "effect"
import type { Draft } from "../audit/AuditEntry.ts"
import type { Instant } from "../instant/Instant.ts"
import type { Hash } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { MemberNotFound } from "./Member.ts"
import type { Session } from "./Session.ts"

/** The port to where sessions are kept, by hash; on the same storage as the MemberStore, whose removals end them. */
export class SessionStore extends Context.Service<
  SessionStore,
  {
    /**
     * Keeps a session of a member that there is, with its entry in the audit log, in one transaction. It clears away
     * those of the org that have ended by its last use.
     */
    readonly begin: (session: Session, entry: Draft) => Effect.Effect<void, MemberNotFound | StorageUnavailable>

    /** The session of this hash, of whatever org, over or not; nothing where there is none. */
    readonly find: (hash: Hash) => Effect.Effect<Session | undefined, StorageUnavailable>

    /** Notes a use, unless a later one is noted already or the session is gone. */
    readonly use: (session: Session, at: Instant) => Effect.Effect<void, StorageUnavailable>

    /**
     * Ends a session, with its entry in the audit log, in one transaction; says whether it was there. Of one that is
     * gone nothing is written.
     */
    readonly end: (session: Pick<Session, "orgId" | "hash">, entry: Draft) => Effect.Effect<boolean, StorageUnavailable>
  }
>()("@nexio/core/member/SessionStore") {}
