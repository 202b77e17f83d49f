import { Context, type Effect, type Result } from "effect"
import type { MemberId, OrgId } from "../id/Id.ts"
import type { IdempotencyConflict, Remember, Replayed } from "../idempotency/Idempotency.ts"
import type { Instant } from "../instant/Instant.ts"
import type { OrgNotFound } from "../org/Org.ts"
import type { Page, PageRequest } from "../page/Page.ts"
import type { Hash } from "../secret/Secrets.ts"
import type { StorageUnavailable } from "../storage/StorageUnavailable.ts"
import type { Decision, Email, Member, MemberNotFound, OfOrg } from "./Member.ts"

/** The port to where members and their sign-in links are kept: links by hash, never in the clear. */
export class MemberStore extends Context.Service<
  MemberStore,
  {
    /**
     * Loads and locks the org's members, oldest first, decides, and writes what was decided with its entries in the
     * audit log, in one transaction. A removed member's links and sessions end with it; a new link clears away the
     * org's expired ones.
     */
    readonly change: <D extends Decision, E>(
      orgId: OrgId,
      decide: (members: OfOrg) => Result.Result<D, E>,
      remember?: Remember<D>
    ) => Effect.Effect<D, E | OrgNotFound | Replayed | IdempotencyConflict | StorageUnavailable>

    /**
     * Spends the link of this hash, of whatever org: gives its member to exactly one caller. Nothing where there is no
     * such link, it was spent, it has expired by then, or its member was removed.
     */
    readonly spend: (hash: Hash, at: Instant) => Effect.Effect<Member | undefined, StorageUnavailable>

    readonly find: (orgId: OrgId, id: MemberId) => Effect.Effect<Member, MemberNotFound | StorageUnavailable>

    /** The members of this e-mail address, of whatever org, the oldest first. */
    readonly ofPerson: (email: Email) => Effect.Effect<ReadonlyArray<Member>, StorageUnavailable>

    /** Newest first. */
    readonly list: (orgId: OrgId, page: PageRequest) => Effect.Effect<Page<Member>, StorageUnavailable>
  }
>()("@nexio/core/member/MemberStore") {}
