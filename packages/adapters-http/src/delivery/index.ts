/** What goes out over HTTP: signed, bounded, and through one guarded agent. */
export * as AddressGuard from "./AddressGuard.ts"
export * as AllowList from "./AllowList.ts"
export * as BoundedPost from "./BoundedPost.ts"
export * as GuardedAgent from "./GuardedAgent.ts"
export * as HmacSigner from "./HmacSigner.ts"
export * as NameLookup from "./NameLookup.ts"
export * as SpecialAddresses from "./SpecialAddresses.ts"
export * as UndiciSender from "./UndiciSender.ts"
