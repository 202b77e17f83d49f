export interface paths {
    "/admin/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measure the server
         * @description What the server counts and how it stands, in the text format of Prometheus.
         *
         *     Caller: the operator, with the operator's token.
         */
        get: operations["getServerMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/orgs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List orgs
         * @description All orgs, newest first.
         *
         *     Caller: the operator, with the operator's token.
         */
        get: operations["listOrgs"];
        put?: never;
        /**
         * Create an org
         * @description Makes an org with its live environment and a first key that holds every permission. The key is in `api_key`, here and never again.
         *
         *     Caller: the operator, with the operator's token.
         */
        post: operations["createOrg"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/orgs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an org
         * @description One org, with its limits.
         *
         *     Caller: the operator, with the operator's token.
         */
        get: operations["getOrg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update an org
         * @description Changes the name or a limit, or suspends the org: its keys answer 403 and its work stops, until `suspended` is `false`. A limit below what there is keeps what there is and refuses more.
         *
         *     Caller: the operator, with the operator's token.
         */
        patch: operations["updateOrg"];
        trace?: never;
    };
    "/admin/v1/orgs/{id}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a live key of an org
         * @description For an org that lost its own: a key of its live environment that holds every permission. Its text is in `key`, here and never again.
         *
         *     Caller: the operator, with the operator's token.
         */
        post: operations["createOrgApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/orgs/{id}/legacy-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import legacy keys of an org
         * @description Takes over `nx_test_` keys by the hashes of their texts, and makes the org's `test` environment where it has none. The same hash again changes nothing.
         *
         *     Caller: the operator, with the operator's token.
         */
        post: operations["importLegacyKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/orgs/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a member of an org
         * @description Makes a member with these permissions. An e-mail address is one member's in an org, in any case.
         *
         *     Caller: the operator, with the operator's token.
         */
        post: operations["createOrgMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/orgs/{id}/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a sign-in link for a member
         * @description Makes a link that signs the member of this e-mail address in, once, within 15 minutes. Where the org has no member yet, the first one is made with it, with every permission. The link is in `url`, here and never again.
         *
         *     Caller: the operator, with the operator's token.
         */
        post: operations["createSignInLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description The keys of one environment, or with `all` of the whole org, revoked ones too. No texts.
         *
         *     Caller: a member with the permission `api_keys:manage`.
         */
        get: operations["portalListApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description Makes a key of one environment. Its text is in `key`, here and never again. Nobody grants a permission that it lacks.
         *
         *     Caller: a member with the permission `api_keys:manage`.
         */
        post: operations["portalCreateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description From the moment that this is answered the key is refused, on every server.
         *
         *     Caller: a member with the permission `api_keys:manage`.
         */
        delete: operations["portalRevokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}/roll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll an API key
         * @description Makes a new key with the old one's environment, name, permissions and expiry. Its text is in `key`, here and never again. The old one goes on for `overlap_seconds`, a day where nothing is said, and at most to its own expiry. A key is rolled once.
         *
         *     Caller: a member with the permission `api_keys:manage`.
         */
        post: operations["portalRollApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the audit log
         * @description Who changed what, when and from which address, newest first.
         *
         *     Caller: a member with the permission `audit:read`.
         */
        get: operations["portalListAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit-log/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify the audit log
         * @description Reckons the chain anew, and says whether every entry is as it was written. With the `number` and `mac` of a head that was kept elsewhere, a chain that was cut off since is found too.
         *
         *     Caller: a member with the permission `audit:read`.
         */
        get: operations["portalVerifyAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a delivery
         * @description One delivery, with every attempt: when, its status code, how long it took, the beginning of the answer, or why it failed.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver an event once more
         * @description Makes a new delivery of the same event and bytes, to the endpoint's present URL. `redelivery_of` names the one before.
         *
         *     Caller: a member with the permission `webhooks:manage`.
         */
        post: operations["portalRedeliverDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List engines
         * @description The org's engines, newest first; `default` is always among them.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalListEngines"];
        put?: never;
        /**
         * Create an engine
         * @description Makes an engine of the org, for all of its environments. What its requests are signed with is in `signing_secret`, here and never again. It needs a version before it can run.
         *
         *     Caller: a member with the permission `engines:manage`.
         */
        post: operations["portalCreateEngine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines/{engine_slug}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a run to an engine
         * @description Queues a run of the engine in the key's environment. What it came to is read with `getRun`, or told to webhook endpoints.
         *
         *     Caller: a member with the permission `runs:write`.
         */
        post: operations["portalSubmitEngineRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an engine
         * @description One engine of the org, with its current version.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetEngine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines/{slug}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an engine's signing secret
         * @description Makes a new secret, in `signing_secret`, here and never again. The one before signs along for `overlap_seconds`, a day where nothing is said; at most three are valid at once.
         *
         *     Caller: a member with the permission `engines:manage`.
         */
        post: operations["portalRotateEngineSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines/{slug}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List versions of an engine
         * @description The versions of an engine, newest first. URLs of executors are shown to `engines:manage` alone.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalListEngineVersions"];
        put?: never;
        /**
         * Release a version of an engine
         * @description Makes the next minor version, or with `breaking` the next major. It never changes, and is the current one from then on.
         *
         *     Caller: a member with the permission `engines:manage`.
         */
        post: operations["portalCreateEngineVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines/{slug}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a version of an engine
         * @description One version. The URL of its executor is shown to `engines:manage` alone.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetEngineVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List environments
         * @description The org's active environments, live first. A key that is not of `live` gets its own alone.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalListEnvironments"];
        put?: never;
        /**
         * Create an environment
         * @description Makes a non-live environment. Its slug is permanent: 1 to 16 characters of `a-z`, `0-9` and `_`, not a reserved one, and unique among the org's active environments. An org has at most `environment_limit` of them. No key comes with it: create one with `createApiKey`.
         *
         *     Caller: a member with the permission `environments:manage` or `api_keys:manage`.
         */
        post: operations["portalCreateEnvironment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/environments/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an environment
         * @description One active environment. A key that is not of `live` finds its own alone.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetEnvironment"];
        put?: never;
        post?: never;
        /**
         * Delete an environment
         * @description In one step its keys stop, its webhook endpoints go inactive, pending deliveries are cancelled and queued runs fail with `environment_deleted`. History and usage stay, under the environment's id; the slug is free again. The live environment cannot be deleted.
         *
         *     Caller: a member with the permission `environments:manage`.
         */
        delete: operations["portalDeleteEnvironment"];
        options?: never;
        head?: never;
        /**
         * Update an environment
         * @description Changes what is given and leaves the rest. The slug never changes.
         *
         *     Caller: a member with the permission `environments:manage`.
         */
        patch: operations["portalUpdateEnvironment"];
        trace?: never;
    };
    "/api/environments/{slug}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Clone a configuration into an environment
         * @description Copies the endpoints of the environment `from` in beside what there is, inactive, with new secrets and without `auth_token`; pin and description too. The secrets are in `secret`, here and never again. Keys and runs are never copied, and nothing is cloned into live.
         *
         *     Caller: a member with the permission `environments:manage`.
         */
        post: operations["portalCloneEnvironment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/environments/{slug}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare two configurations
         * @description What differs in pin, description and endpoints, whether these are active and their secrets aside. An endpoint is the same where its URL is.
         *
         *     Caller: a member with the permission `environments:manage`.
         */
        get: operations["portalDiffEnvironments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/environments/{slug}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay runs in an environment
         * @description Submits runs anew in `{slug}`, which is not live: their inputs, offerings, metadata and engine, the version resolved by its pin. Either `run_ids`, of any environments of the org, or those `from` one, oldest first, up to `limit` at once: send `next_cursor` as `cursor` for more. Where one id is unknown nothing happens.
         *
         *     Caller: a member with the permission `runs:write`.
         */
        post: operations["portalReplayRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a run, by its older path
         * @description The same as `submitRun`.
         *
         *     Caller: a member with the permission `runs:write`.
         */
        post: operations["portalSubmitJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a run, by its older path
         * @description The same as `getRun`.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show who the key is
         * @description The org, the environment that the key is bound to, and what the key may do. For a key of `live` also the cap on environments, and how many there are.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the members
         * @description The members of the org, newest first.
         *
         *     Caller: a member with the permission `members:manage`.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Create a member
         * @description Makes a member with these permissions. Nobody grants one that it lacks. The operator makes the link that it signs in with first, or an OpenID provider vouches for it.
         *
         *     Caller: a member with the permission `members:manage`.
         */
        post: operations["createMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description Its sessions and sign-in links end with it. The last member with `members:manage` cannot be removed.
         *
         *     Caller: a member with the permission `members:manage`.
         */
        delete: operations["deleteMember"];
        options?: never;
        head?: never;
        /**
         * Change a member's permissions
         * @description Gives the member just these permissions. Nobody grants one that it lacks, and the last member with `members:manage` keeps that.
         *
         *     Caller: a member with the permission `members:manage`.
         */
        patch: operations["updateMember"];
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report metrics
         * @description Runs by how they ended, deliveries, and how long both took, from `from` (inclusive) to `to` (exclusive), both on a bucket's boundary; the current month by day where nothing is said. A key of `live` reports on any environment of its org, or with `all` on every one; other keys on their own. With `Accept: text/csv` a row for each bucket and environment. Quantiles are of the nearest rank and within 2 %, in whole milliseconds; those and rates of nothing are left out.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs
         * @description Runs of the key's environment, newest first, without inputs, offerings, outputs and solutions. `created_after` is inclusive, `created_before` exclusive.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalListRuns"];
        put?: never;
        /**
         * Submit a run
         * @description Queues a run of the engine `default` in the key's environment.
         *
         *     Caller: a member with the permission `runs:write`.
         */
        post: operations["portalSubmitRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a run
         * @description A run of the key's environment, with what it came to once it has ended.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a run
         * @description Cancels a run that is still queued; one that is cancelled already is answered as it is.
         *
         *     Caller: a member with the permission `runs:write`.
         */
        post: operations["portalCancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{run_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries of a run
         * @description Who was told of the run's end, newest first, with every attempt. Empty before it has ended, and where no endpoint subscribed to that.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalListRunDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell of runs as they change
         * @description Server-sent events: a `run` for each of the newest 100, as a list has it, and then each second for those of them that are new or have changed since. It ends with the session, and after five minutes, when browsers begin it anew; a session has five at once.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["streamRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show who is signed in
         * @description The member, its org and what it may do there, the cap on environments and how many there are, and the orgs that the same person is a member of.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in by a link
         * @description Spends a sign-in link and begins a session, in the cookie `wos-session`. It lasts 12 hours unused, and 7 days at most.
         *
         *     Caller: anyone; no key is needed.
         */
        post: operations["signIn"];
        /**
         * Sign out
         * @description Ends the session, and takes its cookie away.
         *
         *     Caller: a member who is signed in.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        /**
         * Go on in another org
         * @description Ends the session and begins another one, of the same person in another of its orgs, which lasts no longer than this one would have.
         *
         *     Caller: a member who is signed in.
         */
        patch: operations["chooseOrg"];
        trace?: never;
    };
    "/api/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report usage
         * @description Counts of runs and deliveries from `from` (inclusive) to `to` (exclusive), both on a bucket's boundary; the current month by day where nothing is said. A key of `live` reports on any environment of its org, or with `all` on every one; other keys on their own. With `Accept: text/csv` a row for each bucket and environment.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description The keys of one environment, or with `all` of the whole org, revoked ones too. No texts.
         *
         *     Caller: a key of `live` with the permission `api_keys:manage`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description Makes a key of one environment. Its text is in `key`, here and never again. Nobody grants a permission that it lacks, and only keys of `live` can have others than `runs:write` and `webhooks:manage`, which are the default.
         *
         *     Caller: a key of `live` with the permission `api_keys:manage`.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description From the moment that this is answered the key is refused, on every server.
         *
         *     Caller: a key of `live` with the permission `api_keys:manage`.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}/roll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll an API key
         * @description Makes a new key with the old one's environment, name, permissions and expiry. Its text is in `key`, here and never again. The old one goes on for `overlap_seconds`, a day where nothing is said, and at most to its own expiry. A key is rolled once.
         *
         *     Caller: a key of `live` with the permission `api_keys:manage`.
         */
        post: operations["rollApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the audit log
         * @description Who changed what, when and from which address, newest first.
         *
         *     Caller: a key of `live` with the permission `audit:read`.
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify the audit log
         * @description Reckons the chain anew, and says whether every entry is as it was written. With the `number` and `mac` of a head that was kept elsewhere, a chain that was cut off since is found too.
         *
         *     Caller: a key of `live` with the permission `audit:read`.
         */
        get: operations["verifyAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a delivery
         * @description One delivery, with every attempt: when, its status code, how long it took, the beginning of the answer, or why it failed.
         *
         *     Caller: any API key.
         */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver an event once more
         * @description Makes a new delivery of the same event and bytes, to the endpoint's present URL. `redelivery_of` names the one before.
         *
         *     Caller: a key with the permission `webhooks:manage`, in its own environment.
         */
        post: operations["redeliverDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List engines
         * @description The org's engines, newest first; `default` is always among them.
         *
         *     Caller: any API key.
         */
        get: operations["listEngines"];
        put?: never;
        /**
         * Create an engine
         * @description Makes an engine of the org, for all of its environments. What its requests are signed with is in `signing_secret`, here and never again. It needs a version before it can run.
         *
         *     Caller: a key of `live` with the permission `engines:manage`.
         */
        post: operations["createEngine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engines/{engine_slug}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a run to an engine
         * @description Queues a run of the engine in the key's environment. What it came to is read with `getRun`, or told to webhook endpoints.
         *
         *     Caller: a key with the permission `runs:write`, in its own environment.
         */
        post: operations["submitEngineRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engines/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an engine
         * @description One engine of the org, with its current version.
         *
         *     Caller: any API key.
         */
        get: operations["getEngine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engines/{slug}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an engine's signing secret
         * @description Makes a new secret, in `signing_secret`, here and never again. The one before signs along for `overlap_seconds`, a day where nothing is said; at most three are valid at once.
         *
         *     Caller: a key of `live` with the permission `engines:manage`.
         */
        post: operations["rotateEngineSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engines/{slug}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List versions of an engine
         * @description The versions of an engine, newest first. URLs of executors are shown to `engines:manage` alone.
         *
         *     Caller: any API key.
         */
        get: operations["listEngineVersions"];
        put?: never;
        /**
         * Release a version of an engine
         * @description Makes the next minor version, or with `breaking` the next major. It never changes, and is the current one from then on.
         *
         *     Caller: a key of `live` with the permission `engines:manage`.
         */
        post: operations["createEngineVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/engines/{slug}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a version of an engine
         * @description One version. The URL of its executor is shown to `engines:manage` alone.
         *
         *     Caller: any API key.
         */
        get: operations["getEngineVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List environments
         * @description The org's active environments, live first. A key that is not of `live` gets its own alone.
         *
         *     Caller: any API key.
         */
        get: operations["listEnvironments"];
        put?: never;
        /**
         * Create an environment
         * @description Makes a non-live environment. Its slug is permanent: 1 to 16 characters of `a-z`, `0-9` and `_`, not a reserved one, and unique among the org's active environments. An org has at most `environment_limit` of them. No key comes with it: create one with `createApiKey`.
         *
         *     Caller: a key of `live` with the permission `environments:manage` or `api_keys:manage`.
         */
        post: operations["createEnvironment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/environments/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an environment
         * @description One active environment. A key that is not of `live` finds its own alone.
         *
         *     Caller: any API key.
         */
        get: operations["getEnvironment"];
        put?: never;
        post?: never;
        /**
         * Delete an environment
         * @description In one step its keys stop, its webhook endpoints go inactive, pending deliveries are cancelled and queued runs fail with `environment_deleted`. History and usage stay, under the environment's id; the slug is free again. The live environment cannot be deleted.
         *
         *     Caller: a key of `live` with the permission `environments:manage`.
         */
        delete: operations["deleteEnvironment"];
        options?: never;
        head?: never;
        /**
         * Update an environment
         * @description Changes what is given and leaves the rest. The slug never changes.
         *
         *     Caller: a key of `live` with the permission `environments:manage`.
         */
        patch: operations["updateEnvironment"];
        trace?: never;
    };
    "/api/v1/environments/{slug}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Clone a configuration into an environment
         * @description Copies the endpoints of the environment `from` in beside what there is, inactive, with new secrets and without `auth_token`; pin and description too. The secrets are in `secret`, here and never again. Keys and runs are never copied, and nothing is cloned into live.
         *
         *     Caller: a key of `live` with the permission `environments:manage`.
         */
        post: operations["cloneEnvironment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/environments/{slug}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare two configurations
         * @description What differs in pin, description and endpoints, whether these are active and their secrets aside. An endpoint is the same where its URL is.
         *
         *     Caller: a key of `live` with the permission `environments:manage`.
         */
        get: operations["diffEnvironments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/environments/{slug}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay runs in an environment
         * @description Submits runs anew in `{slug}`, which is not live: their inputs, offerings, metadata and engine, the version resolved by its pin. Either `run_ids`, of any environments of the org, or those `from` one, oldest first, up to `limit` at once: send `next_cursor` as `cursor` for more. Where one id is unknown nothing happens.
         *
         *     Caller: a key of `live` with the permission `runs:write`.
         */
        post: operations["replayRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a run, by its older path
         * @description The same as `submitRun`.
         *
         *     Caller: a key with the permission `runs:write`, in its own environment.
         */
        post: operations["submitJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a run, by its older path
         * @description The same as `getRun`.
         *
         *     Caller: any API key.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show who the key is
         * @description The org, the environment that the key is bound to, and what the key may do. For a key of `live` also the cap on environments, and how many there are.
         *
         *     Caller: any API key.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report metrics
         * @description Runs by how they ended, deliveries, and how long both took, from `from` (inclusive) to `to` (exclusive), both on a bucket's boundary; the current month by day where nothing is said. A key of `live` reports on any environment of its org, or with `all` on every one; other keys on their own. With `Accept: text/csv` a row for each bucket and environment. Quantiles are of the nearest rank and within 2 %, in whole milliseconds; those and rates of nothing are left out.
         *
         *     Caller: any API key.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs
         * @description Runs of the key's environment, newest first, without inputs, offerings, outputs and solutions. `created_after` is inclusive, `created_before` exclusive.
         *
         *     Caller: any API key.
         */
        get: operations["listRuns"];
        put?: never;
        /**
         * Submit a run
         * @description Queues a run of the engine `default` in the key's environment.
         *
         *     Caller: a key with the permission `runs:write`, in its own environment.
         */
        post: operations["submitRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a run
         * @description A run of the key's environment, with what it came to once it has ended.
         *
         *     Caller: any API key.
         */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a run
         * @description Cancels a run that is still queued; one that is cancelled already is answered as it is.
         *
         *     Caller: a key with the permission `runs:write`, in its own environment.
         */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries of a run
         * @description Who was told of the run's end, newest first, with every attempt. Empty before it has ended, and where no endpoint subscribed to that.
         *
         *     Caller: any API key.
         */
        get: operations["listRunDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report usage
         * @description Counts of runs and deliveries from `from` (inclusive) to `to` (exclusive), both on a bucket's boundary; the current month by day where nothing is said. A key of `live` reports on any environment of its org, or with `all` on every one; other keys on their own. With `Accept: text/csv` a row for each bucket and environment.
         *
         *     Caller: any API key.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description The endpoints of the key's environment, newest first. No secrets.
         *
         *     Caller: any API key.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create a webhook endpoint
         * @description Subscribes a URL to events of the key's environment. The signing secret is in `secret`, here and never again. The URL is `https` and does not lead to a private address.
         *
         *     Caller: a key with the permission `webhooks:manage`, in its own environment.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook endpoint
         * @description An endpoint of the key's environment. No secret.
         *
         *     Caller: any API key.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description Ends the endpoint and cancels its pending deliveries. Their history stays.
         *
         *     Caller: a key with the permission `webhooks:manage`, in its own environment.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Update a webhook endpoint
         * @description Changes what is given and leaves the rest; `null` clears `description`, `auth_token` and `rate_limit_per_second`. A new `url` is for future deliveries. `active: false` cancels pending deliveries; `ordered` is for pending ones too.
         *
         *     Caller: a key with the permission `webhooks:manage`, in its own environment.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries to an endpoint
         * @description What became of each event that went to the endpoint, newest first, with every attempt. `created_after` is inclusive, `created_before` exclusive.
         *
         *     Caller: any API key.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver failed events once more
         * @description Makes a new delivery of each event since then whose latest delivery to this endpoint failed, of the types in `event_types` where that is given.
         *
         *     Caller: a key with the permission `webhooks:manage`, in its own environment.
         */
        post: operations["recoverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an endpoint's signing secret
         * @description Makes a new secret, in `secret`, here and never again. The one before signs along for `overlap_seconds`, a day where nothing is said; at most three are valid at once.
         *
         *     Caller: a key with the permission `webhooks:manage`, in its own environment.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends a `webhook.test` event to this endpoint alone.
         *
         *     Caller: a key with the permission `webhooks:manage`, in its own environment.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description The endpoints of the key's environment, newest first. No secrets.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalListWebhooks"];
        put?: never;
        /**
         * Create a webhook endpoint
         * @description Subscribes a URL to events of the key's environment. The signing secret is in `secret`, here and never again. The URL is `https` and does not lead to a private address.
         *
         *     Caller: a member with the permission `webhooks:manage`.
         */
        post: operations["portalCreateWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook endpoint
         * @description An endpoint of the key's environment. No secret.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalGetWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description Ends the endpoint and cancels its pending deliveries. Their history stays.
         *
         *     Caller: a member with the permission `webhooks:manage`.
         */
        delete: operations["portalDeleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Update a webhook endpoint
         * @description Changes what is given and leaves the rest; `null` clears `description`, `auth_token` and `rate_limit_per_second`. A new `url` is for future deliveries. `active: false` cancels pending deliveries; `ordered` is for pending ones too.
         *
         *     Caller: a member with the permission `webhooks:manage`.
         */
        patch: operations["portalUpdateWebhook"];
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries to an endpoint
         * @description What became of each event that went to the endpoint, newest first, with every attempt. `created_after` is inclusive, `created_before` exclusive.
         *
         *     Caller: a member who is signed in.
         */
        get: operations["portalListDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver failed events once more
         * @description Makes a new delivery of each event since then whose latest delivery to this endpoint failed, of the types in `event_types` where that is given.
         *
         *     Caller: a member with the permission `webhooks:manage`.
         */
        post: operations["portalRecoverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an endpoint's signing secret
         * @description Makes a new secret, in `secret`, here and never again. The one before signs along for `overlap_seconds`, a day where nothing is said; at most three are valid at once.
         *
         *     Caller: a member with the permission `webhooks:manage`.
         */
        post: operations["portalRotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends a `webhook.test` event to this endpoint alone.
         *
         *     Caller: a member with the permission `webhooks:manage`.
         */
        post: operations["portalTestWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the server is up
         * @description Answers as soon as the server listens, whatever the state of its storage. For liveness probes.
         *
         *     Caller: anyone; no key is needed.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the server can serve
         * @description Asks storage first. For readiness probes: take a server out of rotation while it answers 503.
         *
         *     Caller: anyone; no key is needed.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            /**
             * @description An environment's permanent name
             * @example dev
             */
            environment: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            expires_at?: string;
            /** Format: uuid */
            id: string;
            key_prefix: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            last_used_at?: string;
            name: string;
            permissions: ("runs:write" | "webhooks:manage" | "environments:manage" | "api_keys:manage" | "engines:manage" | "audit:read")[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            revoked_at?: string;
        };
        ApiKeyPage: {
            data: components["schemas"]["ApiKey"][];
            next_cursor?: string;
        };
        ApiKeyRoll: {
            /** @description How long the old key goes on, at most to its own expiry. Default: a day. */
            overlap_seconds?: number;
        };
        Attempt: {
            answer?: string;
            latency_ms?: number;
            number: number;
            /** @enum {string} */
            outcome: "succeeded" | "failed" | "unknown";
            reason?: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            started_at: string;
            status_code?: number;
        };
        AuditEntry: {
            /** @description What was done: `org.created`, `org.updated`, `org.suspended`, `org.resumed`, `environment.created`, `environment.updated`, `environment.deleted`, `environment.cloned`, `environment.replayed`, `api_key.created`, `api_key.rolled`, `api_key.revoked`, `api_key.imported`, `webhook.created`, `webhook.updated`, `webhook.deleted`, `webhook.disabled`, `webhook.secret_rotated`, `engine.created`, `engine.secret_rotated`, `engine_version.created`, `member.created`, `member.updated`, `member.removed`, `member.signed_in`, `member.signed_out`, `sign_in_link.created` */
            action: string;
            actor: string;
            address?: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            details?: Record<string, unknown>;
            environment_id?: string;
            mac: string;
            number: number;
            target: string;
        };
        AuditEntryPage: {
            data: components["schemas"]["AuditEntry"][];
            next_cursor?: string;
        };
        AuditVerification: {
            broken?: {
                /** @description The first entry that is not as it was written, or not there */
                number: number;
                /** @enum {string} */
                reason: "altered" | "missing" | "unlike_kept";
            };
            /** @description The last entry. Keep it elsewhere, and hand it in later: then a chain that was cut off is found too. */
            head?: {
                mac: string;
                number: number;
            };
            verified: boolean;
        };
        BadRequest: {
            /** @enum {string} */
            code: "invalid_request" | "invalid_slug" | "reserved_slug" | "invalid_engine_version";
            details?: {
                message: string;
                path: string;
            }[];
            message: string;
            request_id: string;
        };
        Clone: {
            endpoints: components["schemas"]["WebhookWithSecret"][];
            environment: components["schemas"]["Environment"];
        };
        Conflict: {
            /** @enum {string} */
            code: "slug_taken" | "environment_limit_reached" | "live_environment_immutable" | "legacy_environment" | "key_not_rollable" | "key_known_elsewhere" | "wrong_environment_kind" | "endpoint_limit_reached" | "rotation_limit_reached" | "run_not_cancellable" | "last_manager" | "idempotency_conflict";
            message: string;
            request_id: string;
        };
        Delivery: {
            attempts: components["schemas"]["Attempt"][];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            ended_at?: string;
            event_id: string;
            /** @enum {string} */
            event_type: "run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted" | "webhook.test";
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            next_attempt_at?: string;
            /** Format: uuid */
            redelivery_of?: string;
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed" | "cancelled";
            url: string;
            /** Format: uuid */
            webhook_id: string;
        };
        DeliveryPage: {
            data: components["schemas"]["Delivery"][];
            next_cursor?: string;
        };
        Difference: {
            description?: {
                here?: string;
                there?: string;
            };
            endpoints: {
                changed: {
                    description?: {
                        here?: string;
                        there?: string;
                    };
                    events?: {
                        here?: ("run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted")[];
                        there?: ("run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted")[];
                    };
                    ordered?: {
                        here?: boolean;
                        there?: boolean;
                    };
                    rate_limit_per_second?: {
                        here?: number;
                        there?: number;
                    };
                    url: string;
                }[];
                only_here: components["schemas"]["WebhookSettings"][];
                only_there: components["schemas"]["WebhookSettings"][];
            };
            /**
             * @description An environment's permanent name
             * @example dev
             */
            environment: string;
            pinned_engine_version?: {
                /**
                 * @description `1.3` is that version, `1.x` the newest 1.* at submission
                 * @example 1.x
                 */
                here?: string;
                /**
                 * @description `1.3` is that version, `1.x` the newest 1.* at submission
                 * @example 1.x
                 */
                there?: string;
            };
            same: boolean;
            /**
             * @description An environment's permanent name
             * @example dev
             */
            with: string;
        };
        Engine: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            /**
             * @description What runs get where no version is asked for or pinned
             * @example 1.3
             */
            current_version?: string;
            description?: string;
            engine_type: string;
            /** Format: uuid */
            id: string;
            label: string;
            /**
             * @description 3 to 50 lowercase letters, digits and hyphens; no hyphen at either end. An engine's permanent name in its org
             * @example planner
             */
            slug: string;
        };
        EnginePage: {
            data: components["schemas"]["Engine"][];
            next_cursor?: string;
        };
        EngineVersion: {
            changelog: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            /**
             * @description 3 to 50 lowercase letters, digits and hyphens; no hyphen at either end. An engine's permanent name in its org
             * @example planner
             */
            engine: string;
            executor: components["schemas"]["Executor"];
            /** @example 1.3 */
            version: string;
        };
        EngineVersionPage: {
            data: components["schemas"]["EngineVersion"][];
            next_cursor?: string;
        };
        EngineWithSecret: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            /**
             * @description What runs get where no version is asked for or pinned
             * @example 1.3
             */
            current_version?: string;
            description?: string;
            engine_type: string;
            /** Format: uuid */
            id: string;
            label: string;
            /** @description Shown here and never again: the answer to a repeated request leaves it out. */
            signing_secret?: string;
            /**
             * @description 3 to 50 lowercase letters, digits and hyphens; no hyphen at either end. An engine's permanent name in its org
             * @example planner
             */
            slug: string;
        };
        Environment: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            description?: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "live" | "environment" | "test";
            /**
             * @description `1.3` is that version, `1.x` the newest 1.* at submission
             * @example 1.x
             */
            pinned_engine_version?: string;
            /**
             * @description An environment's permanent name
             * @example dev
             */
            slug: string;
        };
        EnvironmentChange: {
            description?: string;
            pinned_engine_version?: string | null;
            slug?: unknown;
        };
        EnvironmentList: {
            data: components["schemas"]["Environment"][];
        };
        Executor: {
            /** @enum {string} */
            type: "echo";
        } | {
            timeout_ms: number;
            /** @enum {string} */
            type: "http";
            /** @description Shown with the permission `engines:manage` */
            url?: string;
        };
        Forbidden: {
            /** @enum {string} */
            code: "forbidden" | "org_suspended";
            message: string;
            request_id: string;
        };
        FoundedOrg: {
            /** @description Shown here and never again: the answer to a repeated request leaves it out. */
            api_key?: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            endpoint_limit: number;
            environment_limit: number;
            /** Format: uuid */
            id: string;
            live_environment: components["schemas"]["Environment"];
            name: string;
            rate_limit_per_minute?: number;
            /** @enum {boolean} */
            suspended?: true;
        };
        Health: {
            /** @enum {string} */
            status: "ok";
        };
        ImportedLegacyKeys: {
            environment: components["schemas"]["Environment"];
            keys: components["schemas"]["ApiKey"][];
        };
        InternalError: {
            /** @enum {string} */
            code: "internal_error";
            message: string;
            request_id: string;
        };
        LegacyImport: {
            keys: {
                name: string;
                /** @description The SHA-256 of the key's whole text, `nx_test_` included, in lowercase hex */
                sha256: string;
            }[];
        };
        Me: {
            environment: components["schemas"]["Environment"];
            environment_limit?: number;
            environments_used?: number;
            key_prefix?: string;
            org: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            permissions: ("runs:write" | "webhooks:manage" | "environments:manage" | "api_keys:manage" | "engines:manage" | "audit:read" | "members:manage")[];
        };
        Member: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            /** Format: uuid */
            id: string;
            permissions: ("runs:write" | "webhooks:manage" | "environments:manage" | "api_keys:manage" | "engines:manage" | "audit:read" | "members:manage")[];
        };
        MemberChange: {
            permissions: ("runs:write" | "webhooks:manage" | "environments:manage" | "api_keys:manage" | "engines:manage" | "audit:read" | "members:manage")[];
        };
        MemberPage: {
            data: components["schemas"]["Member"][];
            next_cursor?: string;
        };
        Metrics: {
            environments: {
                /** @enum {boolean} */
                deleted?: true;
                /**
                 * @description An environment's permanent name
                 * @example dev
                 */
                environment: string;
                /** Format: uuid */
                environment_id: string;
                /** @enum {string} */
                kind: "live" | "environment" | "test";
                series: components["schemas"]["MetricsBucket"][];
                totals: components["schemas"]["MetricsFigures"];
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            from: string;
            /** @enum {string} */
            granularity: "hour" | "day" | "month";
            series: components["schemas"]["MetricsBucket"][];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            to: string;
            totals: components["schemas"]["MetricsFigures"];
        };
        MetricsBucket: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            bucket: string;
            deliveries_failed: number;
            deliveries_succeeded: number;
            delivery_latency_ms?: {
                p50: number;
                p90: number;
                p99: number;
            };
            delivery_success_rate?: number;
            run_duration_ms?: {
                p50: number;
                p90: number;
                p99: number;
            };
            runs_cancelled: number;
            runs_completed: number;
            runs_degraded: number;
            runs_failed: number;
            runs_submitted: number;
        };
        MetricsFigures: {
            deliveries_failed: number;
            deliveries_succeeded: number;
            delivery_latency_ms?: {
                p50: number;
                p90: number;
                p99: number;
            };
            delivery_success_rate?: number;
            run_duration_ms?: {
                p50: number;
                p90: number;
                p99: number;
            };
            runs_cancelled: number;
            runs_completed: number;
            runs_degraded: number;
            runs_failed: number;
            runs_submitted: number;
        };
        MintedApiKey: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            /**
             * @description An environment's permanent name
             * @example dev
             */
            environment: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            expires_at?: string;
            /** Format: uuid */
            id: string;
            /** @description Shown here and never again: the answer to a repeated request leaves it out. */
            key?: string;
            key_prefix: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            last_used_at?: string;
            name: string;
            permissions: ("runs:write" | "webhooks:manage" | "environments:manage" | "api_keys:manage" | "engines:manage" | "audit:read")[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            revoked_at?: string;
        };
        NewApiKey: {
            environment_slug: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            expires_at?: string;
            name: string;
            permissions?: ("runs:write" | "webhooks:manage" | "environments:manage" | "api_keys:manage" | "engines:manage" | "audit:read")[];
        };
        NewClone: {
            /** @description The slug of the environment whose configuration is taken over */
            from: string;
        };
        NewEngine: {
            description?: string;
            engine_type: string;
            label: string;
            /**
             * @description 3 to 50 lowercase letters, digits and hyphens; no hyphen at either end. An engine's permanent name in its org
             * @example planner
             */
            slug: string;
        };
        NewEngineVersion: {
            /** @description Whether it begins the next major, not the next minor */
            breaking?: boolean;
            changelog: string;
            executor: components["schemas"]["NewExecutor"];
            /** @description Ignored: the server numbers versions, by `breaking` */
            is_breaking_from_previous_major?: unknown;
            /** @description Ignored: the server numbers versions, by `breaking` */
            version?: unknown;
        };
        NewEnvironment: {
            description?: string;
            /**
             * @description `1.3` is that version, `1.x` the newest 1.* at submission: what runs get where none is asked for
             * @example 1.x
             */
            pinned_engine_version?: string;
            slug: string;
        };
        NewExecutor: {
            /** @enum {string} */
            type: "echo";
        } | {
            /** @description Default: 60000 */
            timeout_ms?: number;
            /** @enum {string} */
            type: "http";
            url: string;
        };
        NewMember: {
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            permissions: ("runs:write" | "webhooks:manage" | "environments:manage" | "api_keys:manage" | "engines:manage" | "audit:read" | "members:manage")[];
        };
        NewOrg: {
            endpoint_limit?: number;
            environment_limit?: number;
            name: string;
            rate_limit_per_minute?: number;
        };
        NewReplays: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_after?: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_before?: string;
            /** @description The `next_cursor` of the page before */
            cursor?: string;
            /** @description The slug of an environment, or its id, which also names a deleted one */
            from?: string;
            limit?: number;
            /** @description The runs, of any environment of the org. Nothing else is said beside them. */
            run_ids?: string[];
            /** @enum {string} */
            status?: "queued" | "processing" | "completed" | "degraded" | "failed" | "cancelled";
        };
        NewRun: {
            /**
             * @description `1.3` is that version, `1.x` the newest 1.*. Default: the environment's pin, else the engine's current one
             * @example 1.x
             */
            engine_version?: string;
            input: Record<string, unknown>;
            metadata?: {
                [key: string]: string;
            };
            offerings?: unknown[];
        };
        NewSignInLink: {
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
        };
        NewWebhook: {
            active?: boolean;
            auth_token?: string;
            description?: string;
            events: ("run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted")[];
            /** @description Whether events arrive in the order of their making: one that fails holds the rest back until it ends */
            ordered?: boolean;
            /** @description How many attempts begin in a second at most, evenly spaced, 1 to 1,000; without one there is no limit */
            rate_limit_per_second?: number;
            url: string;
        };
        NotFound: {
            /** @enum {string} */
            code: "not_found";
            message: string;
            request_id: string;
        };
        Org: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            endpoint_limit: number;
            environment_limit: number;
            /** Format: uuid */
            id: string;
            name: string;
            rate_limit_per_minute?: number;
            /** @enum {boolean} */
            suspended?: true;
        };
        OrgApiKey: {
            name?: string;
        };
        OrgChange: {
            endpoint_limit?: number;
            environment_limit?: number;
            name?: string;
            rate_limit_per_minute?: number | null;
            suspended?: boolean;
        };
        OrgPage: {
            data: components["schemas"]["Org"][];
            next_cursor?: string;
        };
        PayloadTooLarge: {
            /** @enum {string} */
            code: "payload_too_large";
            message: string;
            request_id: string;
        };
        PortalApiKey: {
            /** Format: uuid */
            id: string;
            /** @description Shown here and never again: the answer to a repeated request leaves it out. */
            key?: string;
            keyPrefix: string;
        };
        Recovered: {
            /** @description How many events are sent anew */
            recovered: number;
        };
        Recovery: {
            event_types?: ("run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted" | "webhook.test")[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            since: string;
        };
        Replays: {
            data: {
                /** Format: uuid */
                replay_of: string;
                /** Format: uuid */
                run_id: string;
            }[];
            next_cursor?: string;
        };
        Run: {
            /** Format: uuid */
            api_key_id?: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            completed_at?: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            duration_ms?: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            emptied_at?: string;
            /**
             * @description 3 to 50 lowercase letters, digits and hyphens; no hyphen at either end. An engine's permanent name in its org
             * @example planner
             */
            engine: string;
            /** @example 1.3 */
            engine_version?: string;
            /**
             * @description An environment's permanent name
             * @example dev
             */
            environment: string;
            /** Format: uuid */
            environment_id: string;
            error?: string;
            error_details?: unknown;
            input: Record<string, unknown>;
            metadata?: {
                [key: string]: string;
            };
            offerings?: unknown[];
            output?: unknown;
            /** Format: uuid */
            replay_of?: string;
            /** Format: uuid */
            run_id: string;
            solutions?: unknown[];
            stage?: string;
            /** @enum {string} */
            status: "queued" | "processing" | "completed" | "degraded" | "failed" | "cancelled";
        };
        RunPage: {
            data: components["schemas"]["RunSummary"][];
            next_cursor?: string;
        };
        RunSummary: {
            /** Format: uuid */
            api_key_id?: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            completed_at?: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            duration_ms?: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            emptied_at?: string;
            /**
             * @description 3 to 50 lowercase letters, digits and hyphens; no hyphen at either end. An engine's permanent name in its org
             * @example planner
             */
            engine: string;
            /** @example 1.3 */
            engine_version?: string;
            /**
             * @description An environment's permanent name
             * @example dev
             */
            environment: string;
            /** Format: uuid */
            environment_id: string;
            error?: string;
            error_details?: unknown;
            metadata?: {
                [key: string]: string;
            };
            /** Format: uuid */
            replay_of?: string;
            /** Format: uuid */
            run_id: string;
            stage?: string;
            /** @enum {string} */
            status: "queued" | "processing" | "completed" | "degraded" | "failed" | "cancelled";
        };
        SecretRotation: {
            overlap_seconds?: number;
        };
        Session: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            environment_limit: number;
            environments_used: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            expires_at: string;
            member: {
                /**
                 * Format: email
                 * @example ada@example.com
                 */
                email: string;
                /** Format: uuid */
                id: string;
            };
            org: {
                /** Format: uuid */
                id: string;
                name: string;
                /** @enum {boolean} */
                suspended?: true;
            };
            orgs: {
                /** Format: uuid */
                id: string;
                name: string;
            }[];
            permissions: ("runs:write" | "webhooks:manage" | "environments:manage" | "api_keys:manage" | "engines:manage" | "audit:read" | "members:manage")[];
        };
        SessionChange: {
            org_id: string;
        };
        SignIn: {
            /** @description What follows the `#` in a sign-in link */
            token: string;
        };
        SignInLink: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            expires_at: string;
            /** @description Shown here and never again: the answer to a repeated request leaves it out. */
            url?: string;
        };
        SubmittedRun: {
            /** Format: uuid */
            run_id: string;
            /** @enum {string} */
            status: "queued" | "processing" | "completed" | "degraded" | "failed" | "cancelled";
        };
        TooManyRequests: {
            /** @enum {string} */
            code: "rate_limited";
            message: string;
            request_id: string;
        };
        Unauthorized: {
            /** @enum {string} */
            code: "unauthorized";
            message: string;
            request_id: string;
        };
        Unavailable: {
            /** @enum {string} */
            code: "auth_unavailable" | "queue_unavailable" | "storage_unavailable";
            message: string;
            request_id: string;
        };
        UnsupportedMediaType: {
            /** @enum {string} */
            code: "unsupported_media_type";
            message: string;
            request_id: string;
        };
        Usage: {
            environments: {
                /** @enum {boolean} */
                deleted?: true;
                /**
                 * @description An environment's permanent name
                 * @example dev
                 */
                environment: string;
                /** Format: uuid */
                environment_id: string;
                /** @enum {string} */
                kind: "live" | "environment" | "test";
                totals: components["schemas"]["UsageCounts"];
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            from: string;
            /** @enum {string} */
            granularity: "hour" | "day" | "month";
            series: {
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC with milliseconds
                 * @example 2026-11-24T08:00:00.000Z
                 */
                bucket: string;
                deliveries_failed: number;
                deliveries_succeeded: number;
                /**
                 * @description An environment's permanent name
                 * @example dev
                 */
                environment: string;
                /** Format: uuid */
                environment_id: string;
                run_duration_ms: number;
                runs_cancelled: number;
                runs_completed: number;
                runs_degraded: number;
                runs_failed: number;
                runs_submitted: number;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            to: string;
            totals: components["schemas"]["UsageCounts"];
            totals_by_kind: {
                environment: components["schemas"]["UsageCounts"];
                live: components["schemas"]["UsageCounts"];
                test: components["schemas"]["UsageCounts"];
            };
        };
        UsageCounts: {
            deliveries_failed: number;
            deliveries_succeeded: number;
            run_duration_ms: number;
            runs_cancelled: number;
            runs_completed: number;
            runs_degraded: number;
            runs_failed: number;
            runs_submitted: number;
        };
        Webhook: {
            active: boolean;
            auth_token_configured: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            description?: string;
            /**
             * @description An environment's permanent name
             * @example dev
             */
            environment: string;
            events: ("run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted")[];
            /** Format: uuid */
            id: string;
            ordered: boolean;
            rate_limit_per_second?: number;
            /** @description When each replaced signing secret that signs along stops doing so */
            secrets_ending: {
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC with milliseconds
                 * @example 2026-11-24T08:00:00.000Z
                 */
                ends_at: string;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            updated_at: string;
            url: string;
            /** @enum {string} */
            webhook_version: "2026-03-22";
        };
        WebhookChange: {
            active?: boolean;
            auth_token?: string | null;
            description?: string | null;
            events?: ("run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted")[];
            /** @description Whether events arrive in the order of their making: one that fails holds the rest back until it ends */
            ordered?: boolean;
            rate_limit_per_second?: number | null;
            url?: string;
        };
        WebhookPage: {
            data: components["schemas"]["Webhook"][];
            next_cursor?: string;
        };
        WebhookSettings: {
            description?: string;
            events: ("run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted")[];
            ordered: boolean;
            rate_limit_per_second?: number;
            url: string;
        };
        WebhookWithSecret: {
            active: boolean;
            auth_token_configured: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            created_at: string;
            description?: string;
            /**
             * @description An environment's permanent name
             * @example dev
             */
            environment: string;
            events: ("run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted")[];
            /** Format: uuid */
            id: string;
            ordered: boolean;
            rate_limit_per_second?: number;
            /** @description Shown here and never again: the answer to a repeated request leaves it out. */
            secret?: string;
            /** @description When each replaced signing secret that signs along stops doing so */
            secrets_ending: {
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC with milliseconds
                 * @example 2026-11-24T08:00:00.000Z
                 */
                ends_at: string;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, in UTC with milliseconds
             * @example 2026-11-24T08:00:00.000Z
             */
            updated_at: string;
            url: string;
            /** @enum {string} */
            webhook_version: "2026-03-22";
        };
    };
    responses: {
        /** @description `not_found` */
        ApiKeyNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `invalid_request` */
        CloneSourceRefused: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `not_found` */
        DeliveryNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `invalid_request` */
        EmailTaken: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `invalid_request` */
        EmailUnknown: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `endpoint_limit_reached` */
        EndpointLimitReached: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `endpoint_limit_reached`, `idempotency_conflict` */
        EndpointLimitReachedOrIdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `not_found` */
        EndpointNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `not_found` */
        EngineNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `slug_taken`, `idempotency_conflict` */
        EngineSlugTakenOrIdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `not_found` */
        EngineVersionNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `unauthorized` */
        EnvironmentGone: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unauthorized"];
            };
        };
        /** @description `not_found` */
        EnvironmentNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `invalid_request` */
        ExecutorUrlRefused: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `forbidden`, `org_suspended` */
        ForbiddenOrOrgSuspended: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description `forbidden`, `org_suspended` */
        GrantRefusedOrOrgSuspended: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description `idempotency_conflict` */
        IdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `internal_error` */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InternalError"];
            };
        };
        /** @description `invalid_engine_version`, `invalid_request` */
        InvalidEngineVersionOrInvalidRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `invalid_request` */
        InvalidRange: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `invalid_request` */
        InvalidRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `invalid_request`, `invalid_engine_version` */
        InvalidRequestOrInvalidEngineVersion: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `invalid_slug`, `reserved_slug`, `invalid_engine_version`, `invalid_request` */
        InvalidSlugOrReservedSlugOrInvalidEngineVersionOrInvalidRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `key_known_elsewhere`, `idempotency_conflict` */
        KeyKnownElsewhereOrIdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `key_not_rollable`, `legacy_environment`, `idempotency_conflict` */
        KeyNotRollableOrLegacyEnvironmentOrIdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `last_manager` */
        LastManager: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `legacy_environment`, `idempotency_conflict` */
        LegacyEnvironmentOrIdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `unauthorized` */
        LinkRefused: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unauthorized"];
            };
        };
        /** @description `live_environment_immutable` */
        LiveEnvironmentImmutable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `not_found` */
        MemberNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `unauthorized` */
        OperatorUnknown: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unauthorized"];
            };
        };
        /** @description `not_found` */
        OrgNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `invalid_request` */
        OrgNotJoined: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `org_suspended` */
        OrgSuspended: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description `org_suspended`, `forbidden` */
        OrgSuspendedOrForbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description `org_suspended`, `forbidden` */
        OrgSuspendedOrOtherOrigin: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description `forbidden` */
        OtherOrigin: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description `forbidden`, `org_suspended` */
        OtherOriginOrOrgSuspended: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description `payload_too_large` */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["PayloadTooLarge"];
            };
        };
        /** @description `forbidden`, `org_suspended` */
        PermissionNotHeldOrOrgSuspended: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Forbidden"];
            };
        };
        /** @description `queue_unavailable`, `auth_unavailable` */
        QueueUnavailableOrAuthUnavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unavailable"];
            };
        };
        /** @description `queue_unavailable`, `storage_unavailable` */
        QueueUnavailableOrStorageUnavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unavailable"];
            };
        };
        /** @description `rate_limited` */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TooManyRequests"];
            };
        };
        /** @description `rotation_limit_reached`, `idempotency_conflict` */
        RotationLimitReachedOrIdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `run_not_cancellable` */
        RunNotCancellable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `not_found` */
        RunNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `unauthorized` */
        SignedOut: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unauthorized"];
            };
        };
        /** @description `slug_taken`, `environment_limit_reached`, `idempotency_conflict` */
        SlugTakenOrEnvironmentLimitReachedOrIdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `storage_unavailable` */
        StorageUnavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unavailable"];
            };
        };
        /** @description `storage_unavailable`, `auth_unavailable` */
        StorageUnavailableOrAuthUnavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unavailable"];
            };
        };
        /** @description `rate_limited` */
        TooManyStreams: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TooManyRequests"];
            };
        };
        /** @description `rate_limited` */
        TooManyUnauthorized: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TooManyRequests"];
            };
        };
        /** @description `unauthorized` */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unauthorized"];
            };
        };
        /** @description `not_found` */
        UnknownPath: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFound"];
            };
        };
        /** @description `unsupported_media_type` */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["UnsupportedMediaType"];
            };
        };
        /** @description `invalid_request` */
        UrlRefused: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequest"];
            };
        };
        /** @description `wrong_environment_kind`, `endpoint_limit_reached`, `idempotency_conflict` */
        WrongEnvironmentKindOrEndpointLimitReachedOrIdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
        /** @description `wrong_environment_kind`, `idempotency_conflict` */
        WrongEnvironmentKindOrIdempotencyConflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Conflict"];
            };
        };
    };
    parameters: {
        /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
        "Idempotency-Key": string;
        /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
        "X-Request-Id": string;
    };
    requestBodies: never;
    headers: {
        /** @description `true` where the request was a repeated one and this is the first one's answer, without what is shown once */
        "Idempotent-Replayed": "true";
        /** @description How many requests the key's kind of environment may make in a minute, where its org has a limit */
        "RateLimit-Limit": number;
        /** @description How many of them are left */
        "RateLimit-Remaining": number;
        /** @description Seconds until the next minute begins */
        "RateLimit-Reset": number;
        /** @description Seconds after which the request may be repeated */
        "Retry-After": number;
        /** @description How to authenticate */
        "WWW-Authenticate": "Bearer";
        /** @description The request's own id: the caller's, where it sent a sane one. It is in the server's log too. */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getServerMetrics: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # TYPE nexio_http_requests_total counter
                     *     nexio_http_requests_total 42
                     */
                    "text/plain; version=0.0.4; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["OperatorUnknown"];
            404: components["responses"]["UnknownPath"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
        };
    };
    listOrgs: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *           "name": "Acme",
                     *           "environment_limit": 5,
                     *           "endpoint_limit": 10,
                     *           "created_at": "2026-03-22T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OrgPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["OperatorUnknown"];
            404: components["responses"]["UnknownPath"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    createOrg: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Acme",
                 *       "environment_limit": 5,
                 *       "endpoint_limit": 10
                 *     }
                 */
                "application/json": components["schemas"]["NewOrg"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *       "name": "Acme",
                     *       "environment_limit": 5,
                     *       "endpoint_limit": 10,
                     *       "created_at": "2026-03-22T09:00:00.000Z",
                     *       "live_environment": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *         "slug": "live",
                     *         "kind": "live",
                     *         "created_at": "2026-03-22T09:30:00.000Z",
                     *         "description": "For the developers"
                     *       },
                     *       "api_key": "nx_live_a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2"
                     *     }
                     */
                    "application/json": components["schemas"]["FoundedOrg"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["OperatorUnknown"];
            404: components["responses"]["UnknownPath"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    getOrg: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an org
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *       "name": "Acme",
                     *       "environment_limit": 5,
                     *       "endpoint_limit": 10,
                     *       "created_at": "2026-03-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Org"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["OperatorUnknown"];
            404: components["responses"]["OrgNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    updateOrg: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an org
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "environment_limit": 10
                 *     }
                 */
                "application/json": components["schemas"]["OrgChange"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *       "name": "Acme",
                     *       "environment_limit": 10,
                     *       "endpoint_limit": 10,
                     *       "created_at": "2026-03-22T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Org"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["OperatorUnknown"];
            404: components["responses"]["OrgNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    createOrgApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an org
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "Recovery"
                 *     }
                 */
                "application/json": components["schemas"]["OrgApiKey"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *       "name": "Recovery",
                     *       "key_prefix": "nx_live_a3f2",
                     *       "environment": "live",
                     *       "permissions": [
                     *         "runs:write",
                     *         "webhooks:manage",
                     *         "environments:manage",
                     *         "api_keys:manage",
                     *         "engines:manage",
                     *         "audit:read"
                     *       ],
                     *       "created_at": "2026-03-22T09:31:00.000Z",
                     *       "key": "nx_live_a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2"
                     *     }
                     */
                    "application/json": components["schemas"]["MintedApiKey"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["OperatorUnknown"];
            404: components["responses"]["OrgNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    importLegacyKeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an org
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "keys": [
                 *         {
                 *           "name": "Old CI",
                 *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["LegacyImport"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "environment": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *         "slug": "test",
                     *         "kind": "test",
                     *         "created_at": "2026-03-22T09:30:00.000Z",
                     *         "description": "For the developers"
                     *       },
                     *       "keys": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *           "name": "Old CI",
                     *           "key_prefix": "nx_test_",
                     *           "environment": "test",
                     *           "permissions": [
                     *             "runs:write"
                     *           ],
                     *           "created_at": "2026-03-22T09:31:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportedLegacyKeys"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["OperatorUnknown"];
            404: components["responses"]["OrgNotFound"];
            409: components["responses"]["KeyKnownElsewhereOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    createOrgMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an org
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "permissions": [
                 *         "runs:write",
                 *         "members:manage"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a0a",
                     *       "email": "ada@example.com",
                     *       "permissions": [
                     *         "runs:write",
                     *         "members:manage"
                     *       ],
                     *       "created_at": "2026-03-22T09:31:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["EmailTaken"];
            401: components["responses"]["OperatorUnknown"];
            404: components["responses"]["OrgNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    createSignInLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an org
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["NewSignInLink"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://nexio.example.com/sign-in#7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c",
                     *       "expires_at": "2026-03-22T09:46:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SignInLink"];
                };
            };
            400: components["responses"]["EmailUnknown"];
            401: components["responses"]["OperatorUnknown"];
            404: components["responses"]["OrgNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalListApiKeys: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description A slug, an environment's id, or `all`. The key's own where nothing is said. */
                environment?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *           "name": "CI",
                     *           "key_prefix": "nx_dev_a3f2",
                     *           "environment": "dev",
                     *           "permissions": [
                     *             "runs:write"
                     *           ],
                     *           "created_at": "2026-03-22T09:31:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5OGMyZjAtNWExMC03Y2M0LThhNGUtMmY0YjhlNmQxYTAz"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalCreateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "CI",
                 *       "environment_slug": "dev",
                 *       "permissions": [
                 *         "runs:write"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *       "keyPrefix": "nx_dev_a3f2",
                     *       "key": "nx_dev_a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2"
                     *     }
                     */
                    "application/json": components["schemas"]["PortalApiKey"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["PermissionNotHeldOrOrgSuspended"];
            409: components["responses"]["LegacyEnvironmentOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalRevokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an API key
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done, and there is nothing to say of it */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            404: components["responses"]["ApiKeyNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalRollApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an API key
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["ApiKeyRoll"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *       "name": "CI",
                     *       "key_prefix": "nx_dev_b4e1",
                     *       "environment": "dev",
                     *       "permissions": [
                     *         "runs:write"
                     *       ],
                     *       "created_at": "2026-03-22T09:31:00.000Z",
                     *       "key": "nx_dev_b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1"
                     *     }
                     */
                    "application/json": components["schemas"]["MintedApiKey"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["PermissionNotHeldOrOrgSuspended"];
            404: components["responses"]["ApiKeyNotFound"];
            409: components["responses"]["KeyNotRollableOrLegacyEnvironmentOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalListAuditLog: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "number": 42,
                     *           "created_at": "2026-03-22T09:31:00.000Z",
                     *           "actor": "api_key:0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *           "action": "api_key.revoked",
                     *           "address": "192.0.2.7",
                     *           "target": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a04",
                     *           "mac": "5f2a9c1e.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalVerifyAuditLog: {
        parameters: {
            query?: {
                mac?: string;
                number?: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "verified": true,
                     *       "head": {
                     *         "number": 42,
                     *         "mac": "5f2a9c1e.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalGetDelivery: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a delivery
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f07",
                     *       "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *       "event_type": "run.completed",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "status": "succeeded",
                     *       "created_at": "2026-03-22T09:32:01.250Z",
                     *       "ended_at": "2026-03-22T09:32:01.431Z",
                     *       "attempts": [
                     *         {
                     *           "number": 1,
                     *           "started_at": "2026-03-22T09:32:01.260Z",
                     *           "outcome": "succeeded",
                     *           "latency_ms": 171,
                     *           "status_code": 200,
                     *           "answer": "ok"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["DeliveryNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalRedeliverDelivery: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a delivery
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f08",
                     *       "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *       "event_type": "run.completed",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "status": "pending",
                     *       "created_at": "2026-03-22T09:34:00.000Z",
                     *       "next_attempt_at": "2026-03-22T09:34:00.000Z",
                     *       "attempts": [],
                     *       "redelivery_of": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f07"
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["DeliveryNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalListEngines: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1d06",
                     *           "slug": "pricing",
                     *           "label": "Pricing",
                     *           "engine_type": "rules",
                     *           "created_at": "2026-03-22T09:10:00.000Z",
                     *           "current_version": "1.0"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EnginePage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalCreateEngine: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slug": "pricing",
                 *       "label": "Pricing",
                 *       "engine_type": "rules"
                 *     }
                 */
                "application/json": components["schemas"]["NewEngine"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1d06",
                     *       "slug": "pricing",
                     *       "label": "Pricing",
                     *       "engine_type": "rules",
                     *       "created_at": "2026-03-22T09:10:00.000Z",
                     *       "current_version": "1.0",
                     *       "signing_secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *     }
                     */
                    "application/json": components["schemas"]["EngineWithSecret"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            409: components["responses"]["EngineSlugTakenOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalSubmitEngineRun: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                engine_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "input": {
                 *         "sku": "A-100"
                 *       },
                 *       "metadata": {
                 *         "order": "4711"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewRun"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "queued"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedRun"];
                };
            };
            400: components["responses"]["InvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EngineNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["QueueUnavailableOrStorageUnavailable"];
        };
    };
    portalGetEngine: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1d06",
                     *       "slug": "pricing",
                     *       "label": "Pricing",
                     *       "engine_type": "rules",
                     *       "created_at": "2026-03-22T09:10:00.000Z",
                     *       "current_version": "1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Engine"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EngineNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalRotateEngineSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1d06",
                     *       "slug": "pricing",
                     *       "label": "Pricing",
                     *       "engine_type": "rules",
                     *       "created_at": "2026-03-22T09:10:00.000Z",
                     *       "current_version": "1.0",
                     *       "signing_secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *     }
                     */
                    "application/json": components["schemas"]["EngineWithSecret"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            404: components["responses"]["EngineNotFound"];
            409: components["responses"]["RotationLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalListEngineVersions: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "engine": "pricing",
                     *           "version": "1.0",
                     *           "changelog": "Discounts",
                     *           "created_at": "2026-03-22T09:11:00.000Z",
                     *           "executor": {
                     *             "type": "http",
                     *             "url": "https://example.com/price",
                     *             "timeout_ms": 30000
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EngineVersionPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EngineNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalCreateEngineVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "changelog": "Discounts",
                 *       "executor": {
                 *         "type": "http",
                 *         "url": "https://example.com/price",
                 *         "timeout_ms": 30000
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewEngineVersion"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "engine": "pricing",
                     *       "version": "1.0",
                     *       "changelog": "Discounts",
                     *       "created_at": "2026-03-22T09:11:00.000Z",
                     *       "executor": {
                     *         "type": "http",
                     *         "url": "https://example.com/price",
                     *         "timeout_ms": 30000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["EngineVersion"];
                };
            };
            400: components["responses"]["ExecutorUrlRefused"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            404: components["responses"]["EngineNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalGetEngineVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
                /**
                 * @description A version of the engine, such as `1.0`
                 * @example 1.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "engine": "pricing",
                     *       "version": "1.0",
                     *       "changelog": "Discounts",
                     *       "created_at": "2026-03-22T09:11:00.000Z",
                     *       "executor": {
                     *         "type": "http",
                     *         "url": "https://example.com/price",
                     *         "timeout_ms": 30000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["EngineVersion"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EngineVersionNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalListEnvironments: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "slug": "live",
                     *           "kind": "live",
                     *           "created_at": "2026-03-22T09:30:00.000Z",
                     *           "description": "For the developers"
                     *         },
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "slug": "dev",
                     *           "kind": "environment",
                     *           "created_at": "2026-03-22T09:30:00.000Z",
                     *           "description": "For the developers"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EnvironmentList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalCreateEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slug": "dev",
                 *       "description": "For the developers"
                 *     }
                 */
                "application/json": components["schemas"]["NewEnvironment"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "slug": "dev",
                     *       "kind": "environment",
                     *       "created_at": "2026-03-22T09:30:00.000Z",
                     *       "description": "For the developers"
                     *     }
                     */
                    "application/json": components["schemas"]["Environment"];
                };
            };
            400: components["responses"]["InvalidSlugOrReservedSlugOrInvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            409: components["responses"]["SlugTakenOrEnvironmentLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalGetEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "slug": "dev",
                     *       "kind": "environment",
                     *       "created_at": "2026-03-22T09:30:00.000Z",
                     *       "description": "For the developers"
                     *     }
                     */
                    "application/json": components["schemas"]["Environment"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalDeleteEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done, and there is nothing to say of it */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            409: components["responses"]["LiveEnvironmentImmutable"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalUpdateEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "description": "For the developers"
                 *     }
                 */
                "application/json": components["schemas"]["EnvironmentChange"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "slug": "dev",
                     *       "kind": "environment",
                     *       "created_at": "2026-03-22T09:30:00.000Z",
                     *       "description": "For the developers"
                     *     }
                     */
                    "application/json": components["schemas"]["Environment"];
                };
            };
            400: components["responses"]["InvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalCloneEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "live"
                 *     }
                 */
                "application/json": components["schemas"]["NewClone"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "environment": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *         "slug": "dev",
                     *         "kind": "environment",
                     *         "created_at": "2026-03-22T09:30:00.000Z",
                     *         "description": "For the developers"
                     *       },
                     *       "endpoints": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *           "url": "https://example.com/hooks/nexio",
                     *           "environment": "dev",
                     *           "events": [
                     *             "run.completed",
                     *             "run.failed"
                     *           ],
                     *           "active": false,
                     *           "ordered": false,
                     *           "auth_token_configured": false,
                     *           "secrets_ending": [],
                     *           "webhook_version": "2026-03-22",
                     *           "created_at": "2026-03-22T09:33:00.000Z",
                     *           "updated_at": "2026-03-22T09:33:00.000Z",
                     *           "description": "Orders",
                     *           "secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Clone"];
                };
            };
            400: components["responses"]["CloneSourceRefused"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            409: components["responses"]["WrongEnvironmentKindOrEndpointLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalDiffEnvironments: {
        parameters: {
            query: {
                /** @description The slug of the other environment */
                with: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "environment": "dev",
                     *       "with": "live",
                     *       "same": false,
                     *       "description": {
                     *         "here": "For the developers"
                     *       },
                     *       "endpoints": {
                     *         "only_here": [],
                     *         "only_there": [],
                     *         "changed": []
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Difference"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalReplayRuns: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "from": "live",
                 *       "created_after": "2026-03-22T00:00:00.000Z",
                 *       "created_before": "2026-03-23T00:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewReplays"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b0a",
                     *           "replay_of": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Replays"];
                };
            };
            400: components["responses"]["InvalidRequestOrInvalidEngineVersion"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EnvironmentNotFound"];
            409: components["responses"]["WrongEnvironmentKindOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalSubmitJob: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "input": {
                 *         "sku": "A-100"
                 *       },
                 *       "metadata": {
                 *         "order": "4711"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewRun"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "queued"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedRun"];
                };
            };
            400: components["responses"]["InvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EngineNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["QueueUnavailableOrStorageUnavailable"];
        };
    };
    portalGetJob: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a run: its `run_id`
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "completed",
                     *       "environment": "dev",
                     *       "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "engine": "default",
                     *       "created_at": "2026-03-22T09:32:00.000Z",
                     *       "input": {
                     *         "sku": "A-100"
                     *       },
                     *       "metadata": {
                     *         "order": "4711"
                     *       },
                     *       "completed_at": "2026-03-22T09:32:01.250Z",
                     *       "duration_ms": 1250,
                     *       "output": {
                     *         "sku": "A-100"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["RunNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalGetMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "org": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *         "name": "Acme"
                     *       },
                     *       "environment": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *         "slug": "live",
                     *         "kind": "live",
                     *         "created_at": "2026-03-22T09:30:00.000Z",
                     *         "description": "For the developers"
                     *       },
                     *       "permissions": [
                     *         "runs:write",
                     *         "webhooks:manage",
                     *         "environments:manage",
                     *         "api_keys:manage"
                     *       ],
                     *       "key_prefix": "nx_live_a3f2",
                     *       "environment_limit": 5,
                     *       "environments_used": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspended"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a0a",
                     *           "email": "ada@example.com",
                     *           "permissions": [
                     *             "runs:write",
                     *             "members:manage"
                     *           ],
                     *           "created_at": "2026-03-22T09:31:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    createMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "permissions": [
                 *         "runs:write",
                 *         "members:manage"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a0a",
                     *       "email": "ada@example.com",
                     *       "permissions": [
                     *         "runs:write",
                     *         "members:manage"
                     *       ],
                     *       "created_at": "2026-03-22T09:31:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["EmailTaken"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["GrantRefusedOrOrgSuspended"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    deleteMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a member
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done, and there is nothing to say of it */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            404: components["responses"]["MemberNotFound"];
            409: components["responses"]["LastManager"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    updateMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a member
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "permissions": [
                 *         "runs:write"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a0a",
                     *       "email": "ada@example.com",
                     *       "permissions": [
                     *         "runs:write"
                     *       ],
                     *       "created_at": "2026-03-22T09:31:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["GrantRefusedOrOrgSuspended"];
            404: components["responses"]["MemberNotFound"];
            409: components["responses"]["LastManager"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalGetMetrics: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
                /** @description RFC 3339, in UTC with milliseconds */
                from?: string;
                granularity?: "hour" | "day" | "month";
                /** @description RFC 3339, in UTC with milliseconds */
                to?: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-22T00:00:00.000Z",
                     *       "to": "2026-03-23T00:00:00.000Z",
                     *       "granularity": "day",
                     *       "totals": {
                     *         "runs_submitted": 12,
                     *         "runs_completed": 11,
                     *         "runs_degraded": 0,
                     *         "runs_failed": 1,
                     *         "runs_cancelled": 0,
                     *         "run_duration_ms": {
                     *           "p50": 1204,
                     *           "p90": 1870,
                     *           "p99": 3120
                     *         },
                     *         "deliveries_succeeded": 12,
                     *         "deliveries_failed": 0,
                     *         "delivery_success_rate": 1,
                     *         "delivery_latency_ms": {
                     *           "p50": 48,
                     *           "p90": 131,
                     *           "p99": 5230
                     *         }
                     *       },
                     *       "series": [
                     *         {
                     *           "bucket": "2026-03-22T00:00:00.000Z",
                     *           "runs_submitted": 12,
                     *           "runs_completed": 11,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 1,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": {
                     *             "p50": 1204,
                     *             "p90": 1870,
                     *             "p99": 3120
                     *           },
                     *           "deliveries_succeeded": 12,
                     *           "deliveries_failed": 0,
                     *           "delivery_success_rate": 1,
                     *           "delivery_latency_ms": {
                     *             "p50": 48,
                     *             "p90": 131,
                     *             "p99": 5230
                     *           }
                     *         }
                     *       ],
                     *       "environments": [
                     *         {
                     *           "environment": "dev",
                     *           "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "kind": "environment",
                     *           "totals": {
                     *             "runs_submitted": 12,
                     *             "runs_completed": 11,
                     *             "runs_degraded": 0,
                     *             "runs_failed": 1,
                     *             "runs_cancelled": 0,
                     *             "run_duration_ms": {
                     *               "p50": 1204,
                     *               "p90": 1870,
                     *               "p99": 3120
                     *             },
                     *             "deliveries_succeeded": 12,
                     *             "deliveries_failed": 0,
                     *             "delivery_success_rate": 1,
                     *             "delivery_latency_ms": {
                     *               "p50": 48,
                     *               "p90": 131,
                     *               "p99": 5230
                     *             }
                     *           },
                     *           "series": [
                     *             {
                     *               "bucket": "2026-03-22T00:00:00.000Z",
                     *               "runs_submitted": 12,
                     *               "runs_completed": 11,
                     *               "runs_degraded": 0,
                     *               "runs_failed": 1,
                     *               "runs_cancelled": 0,
                     *               "run_duration_ms": {
                     *                 "p50": 1204,
                     *                 "p90": 1870,
                     *                 "p99": 3120
                     *               },
                     *               "deliveries_succeeded": 12,
                     *               "deliveries_failed": 0,
                     *               "delivery_success_rate": 1,
                     *               "delivery_latency_ms": {
                     *                 "p50": 48,
                     *                 "p90": 131,
                     *                 "p99": 5230
                     *               }
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Metrics"];
                    /**
                     * @example bucket,environment,environment_id,kind,runs_submitted,runs_completed,runs_degraded,runs_failed,runs_cancelled,run_duration_ms_p50,run_duration_ms_p90,run_duration_ms_p99,deliveries_succeeded,deliveries_failed,delivery_success_rate,delivery_latency_ms_p50,delivery_latency_ms_p90,delivery_latency_ms_p99
                     *     2026-03-22T00:00:00.000Z,dev,0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02,environment,12,11,0,1,0,1204,1870,3120,12,0,1,48,131,5230
                     */
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRange"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalListRuns: {
        parameters: {
            query: {
                /** @description RFC 3339, in UTC with milliseconds */
                created_after?: string;
                /** @description RFC 3339, in UTC with milliseconds */
                created_before?: string;
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description 3 to 50 lowercase letters, digits and hyphens; no hyphen at either end. An engine's permanent name in its org */
                engine?: string;
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
                /** @description How many a page has at most */
                limit?: number;
                status?: "queued" | "processing" | "completed" | "degraded" | "failed" | "cancelled";
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *           "status": "completed",
                     *           "environment": "dev",
                     *           "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "engine": "default",
                     *           "created_at": "2026-03-22T09:32:00.000Z",
                     *           "metadata": {
                     *             "order": "4711"
                     *           },
                     *           "completed_at": "2026-03-22T09:32:01.250Z",
                     *           "duration_ms": 1250
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5OGMyZjAtNWExMC03Y2M0LThhNGUtMmY0YjhlNmQxYjA0"
                     *     }
                     */
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalSubmitRun: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "input": {
                 *         "sku": "A-100"
                 *       },
                 *       "metadata": {
                 *         "order": "4711"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewRun"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "queued"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedRun"];
                };
            };
            400: components["responses"]["InvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EngineNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["QueueUnavailableOrStorageUnavailable"];
        };
    };
    portalGetRun: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a run: its `run_id`
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "completed",
                     *       "environment": "dev",
                     *       "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "engine": "default",
                     *       "created_at": "2026-03-22T09:32:00.000Z",
                     *       "input": {
                     *         "sku": "A-100"
                     *       },
                     *       "metadata": {
                     *         "order": "4711"
                     *       },
                     *       "completed_at": "2026-03-22T09:32:01.250Z",
                     *       "duration_ms": 1250,
                     *       "output": {
                     *         "sku": "A-100"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["RunNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalCancelRun: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a run: its `run_id`
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "cancelled",
                     *       "environment": "dev",
                     *       "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "engine": "default",
                     *       "created_at": "2026-03-22T09:32:00.000Z",
                     *       "input": {
                     *         "sku": "A-100"
                     *       },
                     *       "metadata": {
                     *         "order": "4711"
                     *       },
                     *       "completed_at": "2026-03-22T09:32:00.400Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOriginOrOrgSuspended"];
            404: components["responses"]["RunNotFound"];
            409: components["responses"]["RunNotCancellable"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalListRunDeliveries: {
        parameters: {
            query: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a run: its `run_id`
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f07",
                     *           "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *           "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *           "event_type": "run.completed",
                     *           "url": "https://example.com/hooks/nexio",
                     *           "status": "succeeded",
                     *           "created_at": "2026-03-22T09:32:01.250Z",
                     *           "ended_at": "2026-03-22T09:32:01.431Z",
                     *           "attempts": [
                     *             {
                     *               "number": 1,
                     *               "started_at": "2026-03-22T09:32:01.260Z",
                     *               "outcome": "succeeded",
                     *               "latency_ms": 171,
                     *               "status_code": 200,
                     *               "answer": "ok"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["RunNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    streamRuns: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event: run
                     *     data: {"run_id":"0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04","status":"queued"}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["TooManyStreams"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "member": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a0a",
                     *         "email": "ada@example.com"
                     *       },
                     *       "org": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *         "name": "Acme"
                     *       },
                     *       "permissions": [
                     *         "runs:write",
                     *         "webhooks:manage",
                     *         "members:manage"
                     *       ],
                     *       "orgs": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *           "name": "Acme"
                     *         }
                     *       ],
                     *       "environment_limit": 5,
                     *       "environments_used": 2,
                     *       "created_at": "2026-03-22T09:31:00.000Z",
                     *       "expires_at": "2026-03-22T21:31:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c7d0c"
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "member": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a0a",
                     *         "email": "ada@example.com"
                     *       },
                     *       "org": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *         "name": "Acme"
                     *       },
                     *       "permissions": [
                     *         "runs:write",
                     *         "webhooks:manage",
                     *         "members:manage"
                     *       ],
                     *       "orgs": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *           "name": "Acme"
                     *         }
                     *       ],
                     *       "environment_limit": 5,
                     *       "environments_used": 2,
                     *       "created_at": "2026-03-22T09:31:00.000Z",
                     *       "expires_at": "2026-03-22T21:31:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["LinkRefused"];
            403: components["responses"]["OtherOrigin"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done, and there is nothing to say of it */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOrigin"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    chooseOrg: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "org_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01"
                 *     }
                 */
                "application/json": components["schemas"]["SessionChange"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "member": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a0a",
                     *         "email": "ada@example.com"
                     *       },
                     *       "org": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *         "name": "Acme"
                     *       },
                     *       "permissions": [
                     *         "runs:write",
                     *         "webhooks:manage",
                     *         "members:manage"
                     *       ],
                     *       "orgs": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *           "name": "Acme"
                     *         }
                     *       ],
                     *       "environment_limit": 5,
                     *       "environments_used": 2,
                     *       "created_at": "2026-03-22T09:31:00.000Z",
                     *       "expires_at": "2026-03-22T21:31:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["OrgNotJoined"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OtherOrigin"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalGetUsage: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
                /** @description RFC 3339, in UTC with milliseconds */
                from?: string;
                granularity?: "hour" | "day" | "month";
                /** @description RFC 3339, in UTC with milliseconds */
                to?: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-22T00:00:00.000Z",
                     *       "to": "2026-03-23T00:00:00.000Z",
                     *       "granularity": "day",
                     *       "totals": {
                     *         "runs_submitted": 12,
                     *         "runs_completed": 11,
                     *         "runs_degraded": 0,
                     *         "runs_failed": 1,
                     *         "runs_cancelled": 0,
                     *         "run_duration_ms": 15300,
                     *         "deliveries_succeeded": 12,
                     *         "deliveries_failed": 0
                     *       },
                     *       "totals_by_kind": {
                     *         "live": {
                     *           "runs_submitted": 0,
                     *           "runs_completed": 0,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 0,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": 0,
                     *           "deliveries_succeeded": 0,
                     *           "deliveries_failed": 0
                     *         },
                     *         "environment": {
                     *           "runs_submitted": 12,
                     *           "runs_completed": 11,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 1,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": 15300,
                     *           "deliveries_succeeded": 12,
                     *           "deliveries_failed": 0
                     *         },
                     *         "test": {
                     *           "runs_submitted": 0,
                     *           "runs_completed": 0,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 0,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": 0,
                     *           "deliveries_succeeded": 0,
                     *           "deliveries_failed": 0
                     *         }
                     *       },
                     *       "environments": [
                     *         {
                     *           "environment": "dev",
                     *           "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "kind": "environment",
                     *           "totals": {
                     *             "runs_submitted": 12,
                     *             "runs_completed": 11,
                     *             "runs_degraded": 0,
                     *             "runs_failed": 1,
                     *             "runs_cancelled": 0,
                     *             "run_duration_ms": 15300,
                     *             "deliveries_succeeded": 12,
                     *             "deliveries_failed": 0
                     *           }
                     *         }
                     *       ],
                     *       "series": [
                     *         {
                     *           "bucket": "2026-03-22T00:00:00.000Z",
                     *           "environment": "dev",
                     *           "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "runs_submitted": 12,
                     *           "runs_completed": 11,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 1,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": 15300,
                     *           "deliveries_succeeded": 12,
                     *           "deliveries_failed": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Usage"];
                    /**
                     * @example bucket,environment,environment_id,kind,runs_submitted,runs_completed,runs_degraded,runs_failed,runs_cancelled,run_duration_ms,deliveries_succeeded,deliveries_failed
                     *     2026-03-22T00:00:00.000Z,dev,0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02,environment,12,11,0,1,0,15300,12,0
                     */
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRange"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description A slug, an environment's id, or `all`. The key's own where nothing is said. */
                environment?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *           "name": "CI",
                     *           "key_prefix": "nx_dev_a3f2",
                     *           "environment": "dev",
                     *           "permissions": [
                     *             "runs:write"
                     *           ],
                     *           "created_at": "2026-03-22T09:31:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5OGMyZjAtNWExMC03Y2M0LThhNGUtMmY0YjhlNmQxYTAz"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "CI",
                 *       "environment_slug": "dev",
                 *       "permissions": [
                 *         "runs:write"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *       "name": "CI",
                     *       "key_prefix": "nx_dev_a3f2",
                     *       "environment": "dev",
                     *       "permissions": [
                     *         "runs:write"
                     *       ],
                     *       "created_at": "2026-03-22T09:31:00.000Z",
                     *       "key": "nx_dev_a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2"
                     *     }
                     */
                    "application/json": components["schemas"]["MintedApiKey"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["PermissionNotHeldOrOrgSuspended"];
            409: components["responses"]["LegacyEnvironmentOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an API key
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done, and there is nothing to say of it */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["ApiKeyNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    rollApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of an API key
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["ApiKeyRoll"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *       "name": "CI",
                     *       "key_prefix": "nx_dev_b4e1",
                     *       "environment": "dev",
                     *       "permissions": [
                     *         "runs:write"
                     *       ],
                     *       "created_at": "2026-03-22T09:31:00.000Z",
                     *       "key": "nx_dev_b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1b4e1"
                     *     }
                     */
                    "application/json": components["schemas"]["MintedApiKey"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["PermissionNotHeldOrOrgSuspended"];
            404: components["responses"]["ApiKeyNotFound"];
            409: components["responses"]["KeyNotRollableOrLegacyEnvironmentOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "number": 42,
                     *           "created_at": "2026-03-22T09:31:00.000Z",
                     *           "actor": "api_key:0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a03",
                     *           "action": "api_key.revoked",
                     *           "address": "192.0.2.7",
                     *           "target": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a04",
                     *           "mac": "5f2a9c1e.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    verifyAuditLog: {
        parameters: {
            query?: {
                mac?: string;
                number?: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "verified": true,
                     *       "head": {
                     *         "number": 42,
                     *         "mac": "5f2a9c1e.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a delivery
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f07",
                     *       "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *       "event_type": "run.completed",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "status": "succeeded",
                     *       "created_at": "2026-03-22T09:32:01.250Z",
                     *       "ended_at": "2026-03-22T09:32:01.431Z",
                     *       "attempts": [
                     *         {
                     *           "number": 1,
                     *           "started_at": "2026-03-22T09:32:01.260Z",
                     *           "outcome": "succeeded",
                     *           "latency_ms": 171,
                     *           "status_code": 200,
                     *           "answer": "ok"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["DeliveryNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    redeliverDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a delivery
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f08",
                     *       "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *       "event_type": "run.completed",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "status": "pending",
                     *       "created_at": "2026-03-22T09:34:00.000Z",
                     *       "next_attempt_at": "2026-03-22T09:34:00.000Z",
                     *       "attempts": [],
                     *       "redelivery_of": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f07"
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            404: components["responses"]["DeliveryNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    listEngines: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1d06",
                     *           "slug": "pricing",
                     *           "label": "Pricing",
                     *           "engine_type": "rules",
                     *           "created_at": "2026-03-22T09:10:00.000Z",
                     *           "current_version": "1.0"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EnginePage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    createEngine: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slug": "pricing",
                 *       "label": "Pricing",
                 *       "engine_type": "rules"
                 *     }
                 */
                "application/json": components["schemas"]["NewEngine"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1d06",
                     *       "slug": "pricing",
                     *       "label": "Pricing",
                     *       "engine_type": "rules",
                     *       "created_at": "2026-03-22T09:10:00.000Z",
                     *       "current_version": "1.0",
                     *       "signing_secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *     }
                     */
                    "application/json": components["schemas"]["EngineWithSecret"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            409: components["responses"]["EngineSlugTakenOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    submitEngineRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                engine_slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "input": {
                 *         "sku": "A-100"
                 *       },
                 *       "metadata": {
                 *         "order": "4711"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewRun"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "queued"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedRun"];
                };
            };
            400: components["responses"]["InvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            404: components["responses"]["EngineNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["QueueUnavailableOrAuthUnavailable"];
        };
    };
    getEngine: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1d06",
                     *       "slug": "pricing",
                     *       "label": "Pricing",
                     *       "engine_type": "rules",
                     *       "created_at": "2026-03-22T09:10:00.000Z",
                     *       "current_version": "1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Engine"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EngineNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    rotateEngineSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1d06",
                     *       "slug": "pricing",
                     *       "label": "Pricing",
                     *       "engine_type": "rules",
                     *       "created_at": "2026-03-22T09:10:00.000Z",
                     *       "current_version": "1.0",
                     *       "signing_secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *     }
                     */
                    "application/json": components["schemas"]["EngineWithSecret"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["EngineNotFound"];
            409: components["responses"]["RotationLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    listEngineVersions: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "engine": "pricing",
                     *           "version": "1.0",
                     *           "changelog": "Discounts",
                     *           "created_at": "2026-03-22T09:11:00.000Z",
                     *           "executor": {
                     *             "type": "http",
                     *             "url": "https://example.com/price",
                     *             "timeout_ms": 30000
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EngineVersionPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EngineNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    createEngineVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "changelog": "Discounts",
                 *       "executor": {
                 *         "type": "http",
                 *         "url": "https://example.com/price",
                 *         "timeout_ms": 30000
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewEngineVersion"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "engine": "pricing",
                     *       "version": "1.0",
                     *       "changelog": "Discounts",
                     *       "created_at": "2026-03-22T09:11:00.000Z",
                     *       "executor": {
                     *         "type": "http",
                     *         "url": "https://example.com/price",
                     *         "timeout_ms": 30000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["EngineVersion"];
                };
            };
            400: components["responses"]["ExecutorUrlRefused"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["EngineNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    getEngineVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an engine
                 * @example default
                 */
                slug: string;
                /**
                 * @description A version of the engine, such as `1.0`
                 * @example 1.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "engine": "pricing",
                     *       "version": "1.0",
                     *       "changelog": "Discounts",
                     *       "created_at": "2026-03-22T09:11:00.000Z",
                     *       "executor": {
                     *         "type": "http",
                     *         "url": "https://example.com/price",
                     *         "timeout_ms": 30000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["EngineVersion"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EngineVersionNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    listEnvironments: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "slug": "live",
                     *           "kind": "live",
                     *           "created_at": "2026-03-22T09:30:00.000Z",
                     *           "description": "For the developers"
                     *         },
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "slug": "dev",
                     *           "kind": "environment",
                     *           "created_at": "2026-03-22T09:30:00.000Z",
                     *           "description": "For the developers"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EnvironmentList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    createEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slug": "dev",
                 *       "description": "For the developers"
                 *     }
                 */
                "application/json": components["schemas"]["NewEnvironment"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "slug": "dev",
                     *       "kind": "environment",
                     *       "created_at": "2026-03-22T09:30:00.000Z",
                     *       "description": "For the developers"
                     *     }
                     */
                    "application/json": components["schemas"]["Environment"];
                };
            };
            400: components["responses"]["InvalidSlugOrReservedSlugOrInvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            409: components["responses"]["SlugTakenOrEnvironmentLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    getEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "slug": "dev",
                     *       "kind": "environment",
                     *       "created_at": "2026-03-22T09:30:00.000Z",
                     *       "description": "For the developers"
                     *     }
                     */
                    "application/json": components["schemas"]["Environment"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    deleteEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done, and there is nothing to say of it */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            409: components["responses"]["LiveEnvironmentImmutable"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    updateEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "description": "For the developers"
                 *     }
                 */
                "application/json": components["schemas"]["EnvironmentChange"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "slug": "dev",
                     *       "kind": "environment",
                     *       "created_at": "2026-03-22T09:30:00.000Z",
                     *       "description": "For the developers"
                     *     }
                     */
                    "application/json": components["schemas"]["Environment"];
                };
            };
            400: components["responses"]["InvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    cloneEnvironment: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "live"
                 *     }
                 */
                "application/json": components["schemas"]["NewClone"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "environment": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *         "slug": "dev",
                     *         "kind": "environment",
                     *         "created_at": "2026-03-22T09:30:00.000Z",
                     *         "description": "For the developers"
                     *       },
                     *       "endpoints": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *           "url": "https://example.com/hooks/nexio",
                     *           "environment": "dev",
                     *           "events": [
                     *             "run.completed",
                     *             "run.failed"
                     *           ],
                     *           "active": false,
                     *           "ordered": false,
                     *           "auth_token_configured": false,
                     *           "secrets_ending": [],
                     *           "webhook_version": "2026-03-22",
                     *           "created_at": "2026-03-22T09:33:00.000Z",
                     *           "updated_at": "2026-03-22T09:33:00.000Z",
                     *           "description": "Orders",
                     *           "secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Clone"];
                };
            };
            400: components["responses"]["CloneSourceRefused"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            409: components["responses"]["WrongEnvironmentKindOrEndpointLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    diffEnvironments: {
        parameters: {
            query: {
                /** @description The slug of the other environment */
                with: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "environment": "dev",
                     *       "with": "live",
                     *       "same": false,
                     *       "description": {
                     *         "here": "For the developers"
                     *       },
                     *       "endpoints": {
                     *         "only_here": [],
                     *         "only_there": [],
                     *         "changed": []
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Difference"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    replayRuns: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The slug of an environment
                 * @example dev
                 */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "from": "live",
                 *       "created_after": "2026-03-22T00:00:00.000Z",
                 *       "created_before": "2026-03-23T00:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewReplays"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b0a",
                     *           "replay_of": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Replays"];
                };
            };
            400: components["responses"]["InvalidRequestOrInvalidEngineVersion"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            404: components["responses"]["EnvironmentNotFound"];
            409: components["responses"]["WrongEnvironmentKindOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    submitJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "input": {
                 *         "sku": "A-100"
                 *       },
                 *       "metadata": {
                 *         "order": "4711"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewRun"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "queued"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedRun"];
                };
            };
            400: components["responses"]["InvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["QueueUnavailableOrAuthUnavailable"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a run: its `run_id`
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "completed",
                     *       "environment": "dev",
                     *       "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "engine": "default",
                     *       "created_at": "2026-03-22T09:32:00.000Z",
                     *       "input": {
                     *         "sku": "A-100"
                     *       },
                     *       "metadata": {
                     *         "order": "4711"
                     *       },
                     *       "completed_at": "2026-03-22T09:32:01.250Z",
                     *       "duration_ms": 1250,
                     *       "output": {
                     *         "sku": "A-100"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["RunNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "org": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01",
                     *         "name": "Acme"
                     *       },
                     *       "environment": {
                     *         "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *         "slug": "live",
                     *         "kind": "live",
                     *         "created_at": "2026-03-22T09:30:00.000Z",
                     *         "description": "For the developers"
                     *       },
                     *       "permissions": [
                     *         "runs:write",
                     *         "webhooks:manage",
                     *         "environments:manage",
                     *         "api_keys:manage"
                     *       ],
                     *       "key_prefix": "nx_live_a3f2",
                     *       "environment_limit": 5,
                     *       "environments_used": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspended"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    getMetrics: {
        parameters: {
            query?: {
                /** @description A slug, an environment's id (the only way to a deleted one), or `all`. The key's own where nothing is said. */
                environment?: string;
                /** @description RFC 3339, in UTC with milliseconds */
                from?: string;
                granularity?: "hour" | "day" | "month";
                /** @description RFC 3339, in UTC with milliseconds */
                to?: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-22T00:00:00.000Z",
                     *       "to": "2026-03-23T00:00:00.000Z",
                     *       "granularity": "day",
                     *       "totals": {
                     *         "runs_submitted": 12,
                     *         "runs_completed": 11,
                     *         "runs_degraded": 0,
                     *         "runs_failed": 1,
                     *         "runs_cancelled": 0,
                     *         "run_duration_ms": {
                     *           "p50": 1204,
                     *           "p90": 1870,
                     *           "p99": 3120
                     *         },
                     *         "deliveries_succeeded": 12,
                     *         "deliveries_failed": 0,
                     *         "delivery_success_rate": 1,
                     *         "delivery_latency_ms": {
                     *           "p50": 48,
                     *           "p90": 131,
                     *           "p99": 5230
                     *         }
                     *       },
                     *       "series": [
                     *         {
                     *           "bucket": "2026-03-22T00:00:00.000Z",
                     *           "runs_submitted": 12,
                     *           "runs_completed": 11,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 1,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": {
                     *             "p50": 1204,
                     *             "p90": 1870,
                     *             "p99": 3120
                     *           },
                     *           "deliveries_succeeded": 12,
                     *           "deliveries_failed": 0,
                     *           "delivery_success_rate": 1,
                     *           "delivery_latency_ms": {
                     *             "p50": 48,
                     *             "p90": 131,
                     *             "p99": 5230
                     *           }
                     *         }
                     *       ],
                     *       "environments": [
                     *         {
                     *           "environment": "dev",
                     *           "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "kind": "environment",
                     *           "totals": {
                     *             "runs_submitted": 12,
                     *             "runs_completed": 11,
                     *             "runs_degraded": 0,
                     *             "runs_failed": 1,
                     *             "runs_cancelled": 0,
                     *             "run_duration_ms": {
                     *               "p50": 1204,
                     *               "p90": 1870,
                     *               "p99": 3120
                     *             },
                     *             "deliveries_succeeded": 12,
                     *             "deliveries_failed": 0,
                     *             "delivery_success_rate": 1,
                     *             "delivery_latency_ms": {
                     *               "p50": 48,
                     *               "p90": 131,
                     *               "p99": 5230
                     *             }
                     *           },
                     *           "series": [
                     *             {
                     *               "bucket": "2026-03-22T00:00:00.000Z",
                     *               "runs_submitted": 12,
                     *               "runs_completed": 11,
                     *               "runs_degraded": 0,
                     *               "runs_failed": 1,
                     *               "runs_cancelled": 0,
                     *               "run_duration_ms": {
                     *                 "p50": 1204,
                     *                 "p90": 1870,
                     *                 "p99": 3120
                     *               },
                     *               "deliveries_succeeded": 12,
                     *               "deliveries_failed": 0,
                     *               "delivery_success_rate": 1,
                     *               "delivery_latency_ms": {
                     *                 "p50": 48,
                     *                 "p90": 131,
                     *                 "p99": 5230
                     *               }
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Metrics"];
                    /**
                     * @example bucket,environment,environment_id,kind,runs_submitted,runs_completed,runs_degraded,runs_failed,runs_cancelled,run_duration_ms_p50,run_duration_ms_p90,run_duration_ms_p99,deliveries_succeeded,deliveries_failed,delivery_success_rate,delivery_latency_ms_p50,delivery_latency_ms_p90,delivery_latency_ms_p99
                     *     2026-03-22T00:00:00.000Z,dev,0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02,environment,12,11,0,1,0,1204,1870,3120,12,0,1,48,131,5230
                     */
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRange"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    listRuns: {
        parameters: {
            query?: {
                /** @description RFC 3339, in UTC with milliseconds */
                created_after?: string;
                /** @description RFC 3339, in UTC with milliseconds */
                created_before?: string;
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description 3 to 50 lowercase letters, digits and hyphens; no hyphen at either end. An engine's permanent name in its org */
                engine?: string;
                /** @description How many a page has at most */
                limit?: number;
                status?: "queued" | "processing" | "completed" | "degraded" | "failed" | "cancelled";
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *           "status": "completed",
                     *           "environment": "dev",
                     *           "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "engine": "default",
                     *           "created_at": "2026-03-22T09:32:00.000Z",
                     *           "metadata": {
                     *             "order": "4711"
                     *           },
                     *           "completed_at": "2026-03-22T09:32:01.250Z",
                     *           "duration_ms": 1250
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5OGMyZjAtNWExMC03Y2M0LThhNGUtMmY0YjhlNmQxYjA0"
                     *     }
                     */
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    submitRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "input": {
                 *         "sku": "A-100"
                 *       },
                 *       "metadata": {
                 *         "order": "4711"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewRun"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "queued"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedRun"];
                };
            };
            400: components["responses"]["InvalidEngineVersionOrInvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["QueueUnavailableOrAuthUnavailable"];
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a run: its `run_id`
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "completed",
                     *       "environment": "dev",
                     *       "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "engine": "default",
                     *       "created_at": "2026-03-22T09:32:00.000Z",
                     *       "input": {
                     *         "sku": "A-100"
                     *       },
                     *       "metadata": {
                     *         "order": "4711"
                     *       },
                     *       "completed_at": "2026-03-22T09:32:01.250Z",
                     *       "duration_ms": 1250,
                     *       "output": {
                     *         "sku": "A-100"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["RunNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a run: its `run_id`
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "run_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1b04",
                     *       "status": "cancelled",
                     *       "environment": "dev",
                     *       "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *       "engine": "default",
                     *       "created_at": "2026-03-22T09:32:00.000Z",
                     *       "input": {
                     *         "sku": "A-100"
                     *       },
                     *       "metadata": {
                     *         "order": "4711"
                     *       },
                     *       "completed_at": "2026-03-22T09:32:00.400Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForbiddenOrOrgSuspended"];
            404: components["responses"]["RunNotFound"];
            409: components["responses"]["RunNotCancellable"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    listRunDeliveries: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a run: its `run_id`
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f07",
                     *           "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *           "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *           "event_type": "run.completed",
                     *           "url": "https://example.com/hooks/nexio",
                     *           "status": "succeeded",
                     *           "created_at": "2026-03-22T09:32:01.250Z",
                     *           "ended_at": "2026-03-22T09:32:01.431Z",
                     *           "attempts": [
                     *             {
                     *               "number": 1,
                     *               "started_at": "2026-03-22T09:32:01.260Z",
                     *               "outcome": "succeeded",
                     *               "latency_ms": 171,
                     *               "status_code": 200,
                     *               "answer": "ok"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["RunNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description A slug, an environment's id (the only way to a deleted one), or `all`. The key's own where nothing is said. */
                environment?: string;
                /** @description RFC 3339, in UTC with milliseconds */
                from?: string;
                granularity?: "hour" | "day" | "month";
                /** @description RFC 3339, in UTC with milliseconds */
                to?: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-22T00:00:00.000Z",
                     *       "to": "2026-03-23T00:00:00.000Z",
                     *       "granularity": "day",
                     *       "totals": {
                     *         "runs_submitted": 12,
                     *         "runs_completed": 11,
                     *         "runs_degraded": 0,
                     *         "runs_failed": 1,
                     *         "runs_cancelled": 0,
                     *         "run_duration_ms": 15300,
                     *         "deliveries_succeeded": 12,
                     *         "deliveries_failed": 0
                     *       },
                     *       "totals_by_kind": {
                     *         "live": {
                     *           "runs_submitted": 0,
                     *           "runs_completed": 0,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 0,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": 0,
                     *           "deliveries_succeeded": 0,
                     *           "deliveries_failed": 0
                     *         },
                     *         "environment": {
                     *           "runs_submitted": 12,
                     *           "runs_completed": 11,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 1,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": 15300,
                     *           "deliveries_succeeded": 12,
                     *           "deliveries_failed": 0
                     *         },
                     *         "test": {
                     *           "runs_submitted": 0,
                     *           "runs_completed": 0,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 0,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": 0,
                     *           "deliveries_succeeded": 0,
                     *           "deliveries_failed": 0
                     *         }
                     *       },
                     *       "environments": [
                     *         {
                     *           "environment": "dev",
                     *           "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "kind": "environment",
                     *           "totals": {
                     *             "runs_submitted": 12,
                     *             "runs_completed": 11,
                     *             "runs_degraded": 0,
                     *             "runs_failed": 1,
                     *             "runs_cancelled": 0,
                     *             "run_duration_ms": 15300,
                     *             "deliveries_succeeded": 12,
                     *             "deliveries_failed": 0
                     *           }
                     *         }
                     *       ],
                     *       "series": [
                     *         {
                     *           "bucket": "2026-03-22T00:00:00.000Z",
                     *           "environment": "dev",
                     *           "environment_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02",
                     *           "runs_submitted": 12,
                     *           "runs_completed": 11,
                     *           "runs_degraded": 0,
                     *           "runs_failed": 1,
                     *           "runs_cancelled": 0,
                     *           "run_duration_ms": 15300,
                     *           "deliveries_succeeded": 12,
                     *           "deliveries_failed": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Usage"];
                    /**
                     * @example bucket,environment,environment_id,kind,runs_submitted,runs_completed,runs_degraded,runs_failed,runs_cancelled,run_duration_ms,deliveries_succeeded,deliveries_failed
                     *     2026-03-22T00:00:00.000Z,dev,0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1e02,environment,12,11,0,1,0,15300,12,0
                     */
                    "text/csv; charset=utf-8": string;
                };
            };
            400: components["responses"]["InvalidRange"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *           "url": "https://example.com/hooks/nexio",
                     *           "environment": "dev",
                     *           "events": [
                     *             "run.completed",
                     *             "run.failed"
                     *           ],
                     *           "active": true,
                     *           "ordered": false,
                     *           "auth_token_configured": false,
                     *           "secrets_ending": [],
                     *           "webhook_version": "2026-03-22",
                     *           "created_at": "2026-03-22T09:33:00.000Z",
                     *           "updated_at": "2026-03-22T09:33:00.000Z",
                     *           "description": "Orders"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/hooks/nexio",
                 *       "events": [
                 *         "run.completed",
                 *         "run.failed"
                 *       ],
                 *       "description": "Orders"
                 *     }
                 */
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "environment": "dev",
                     *       "events": [
                     *         "run.completed",
                     *         "run.failed"
                     *       ],
                     *       "active": true,
                     *       "ordered": false,
                     *       "auth_token_configured": false,
                     *       "secrets_ending": [],
                     *       "webhook_version": "2026-03-22",
                     *       "created_at": "2026-03-22T09:33:00.000Z",
                     *       "updated_at": "2026-03-22T09:33:00.000Z",
                     *       "description": "Orders",
                     *       "secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["UrlRefused"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            409: components["responses"]["EndpointLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "environment": "dev",
                     *       "events": [
                     *         "run.completed",
                     *         "run.failed"
                     *       ],
                     *       "active": true,
                     *       "ordered": false,
                     *       "auth_token_configured": false,
                     *       "secrets_ending": [],
                     *       "webhook_version": "2026-03-22",
                     *       "created_at": "2026-03-22T09:33:00.000Z",
                     *       "updated_at": "2026-03-22T09:33:00.000Z",
                     *       "description": "Orders"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EndpointNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done, and there is nothing to say of it */
            204: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            404: components["responses"]["EndpointNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         "run.completed"
                 *       ],
                 *       "active": true
                 *     }
                 */
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "environment": "dev",
                     *       "events": [
                     *         "run.completed"
                     *       ],
                     *       "active": true,
                     *       "ordered": false,
                     *       "auth_token_configured": false,
                     *       "secrets_ending": [],
                     *       "webhook_version": "2026-03-22",
                     *       "created_at": "2026-03-22T09:33:00.000Z",
                     *       "updated_at": "2026-03-22T09:33:00.000Z",
                     *       "description": "Orders"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["UrlRefused"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            404: components["responses"]["EndpointNotFound"];
            409: components["responses"]["EndpointLimitReached"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description RFC 3339, in UTC with milliseconds */
                created_after?: string;
                /** @description RFC 3339, in UTC with milliseconds */
                created_before?: string;
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                event_type?: "run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted" | "webhook.test";
                /** @description How many a page has at most */
                limit?: number;
                status?: "pending" | "succeeded" | "failed" | "cancelled";
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f07",
                     *           "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *           "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *           "event_type": "run.completed",
                     *           "url": "https://example.com/hooks/nexio",
                     *           "status": "succeeded",
                     *           "created_at": "2026-03-22T09:32:01.250Z",
                     *           "ended_at": "2026-03-22T09:32:01.431Z",
                     *           "attempts": [
                     *             {
                     *               "number": 1,
                     *               "started_at": "2026-03-22T09:32:01.260Z",
                     *               "outcome": "succeeded",
                     *               "latency_ms": 171,
                     *               "status_code": 200,
                     *               "answer": "ok"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EndpointNotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    recoverWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since": "2026-03-22T00:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["Recovery"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recovered": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Recovered"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            404: components["responses"]["EndpointNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "environment": "dev",
                     *       "events": [
                     *         "run.completed",
                     *         "run.failed"
                     *       ],
                     *       "active": true,
                     *       "ordered": false,
                     *       "auth_token_configured": false,
                     *       "secrets_ending": [],
                     *       "webhook_version": "2026-03-22",
                     *       "created_at": "2026-03-22T09:33:00.000Z",
                     *       "updated_at": "2026-03-22T09:33:00.000Z",
                     *       "description": "Orders",
                     *       "secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            404: components["responses"]["EndpointNotFound"];
            409: components["responses"]["RotationLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f08",
                     *       "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *       "event_type": "webhook.test",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "status": "pending",
                     *       "created_at": "2026-03-22T09:34:00.000Z",
                     *       "next_attempt_at": "2026-03-22T09:34:00.000Z",
                     *       "attempts": []
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrForbidden"];
            404: components["responses"]["EndpointNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailableOrAuthUnavailable"];
        };
    };
    portalListWebhooks: {
        parameters: {
            query: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
                /** @description How many a page has at most */
                limit?: number;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *           "url": "https://example.com/hooks/nexio",
                     *           "environment": "dev",
                     *           "events": [
                     *             "run.completed",
                     *             "run.failed"
                     *           ],
                     *           "active": true,
                     *           "ordered": false,
                     *           "auth_token_configured": false,
                     *           "secrets_ending": [],
                     *           "webhook_version": "2026-03-22",
                     *           "created_at": "2026-03-22T09:33:00.000Z",
                     *           "updated_at": "2026-03-22T09:33:00.000Z",
                     *           "description": "Orders"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EnvironmentNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalCreateWebhook: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/hooks/nexio",
                 *       "events": [
                 *         "run.completed",
                 *         "run.failed"
                 *       ],
                 *       "description": "Orders"
                 *     }
                 */
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description It was made */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "environment": "dev",
                     *       "events": [
                     *         "run.completed",
                     *         "run.failed"
                     *       ],
                     *       "active": true,
                     *       "ordered": false,
                     *       "auth_token_configured": false,
                     *       "secrets_ending": [],
                     *       "webhook_version": "2026-03-22",
                     *       "created_at": "2026-03-22T09:33:00.000Z",
                     *       "updated_at": "2026-03-22T09:33:00.000Z",
                     *       "description": "Orders",
                     *       "secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["UrlRefused"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EnvironmentNotFound"];
            409: components["responses"]["EndpointLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalGetWebhook: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "environment": "dev",
                     *       "events": [
                     *         "run.completed",
                     *         "run.failed"
                     *       ],
                     *       "active": true,
                     *       "ordered": false,
                     *       "auth_token_configured": false,
                     *       "secrets_ending": [],
                     *       "webhook_version": "2026-03-22",
                     *       "created_at": "2026-03-22T09:33:00.000Z",
                     *       "updated_at": "2026-03-22T09:33:00.000Z",
                     *       "description": "Orders"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EndpointNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalDeleteWebhook: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was done, and there is nothing to say of it */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EndpointNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalUpdateWebhook: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         "run.completed"
                 *       ],
                 *       "active": true
                 *     }
                 */
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "environment": "dev",
                     *       "events": [
                     *         "run.completed"
                     *       ],
                     *       "active": true,
                     *       "ordered": false,
                     *       "auth_token_configured": false,
                     *       "secrets_ending": [],
                     *       "webhook_version": "2026-03-22",
                     *       "created_at": "2026-03-22T09:33:00.000Z",
                     *       "updated_at": "2026-03-22T09:33:00.000Z",
                     *       "description": "Orders"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["UrlRefused"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EndpointNotFound"];
            409: components["responses"]["EndpointLimitReached"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalListDeliveries: {
        parameters: {
            query: {
                /** @description RFC 3339, in UTC with milliseconds */
                created_after?: string;
                /** @description RFC 3339, in UTC with milliseconds */
                created_before?: string;
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
                event_type?: "run.completed" | "run.failed" | "run.cancelled" | "endpoint.disabled" | "delivery.exhausted" | "webhook.test";
                /** @description How many a page has at most */
                limit?: number;
                status?: "pending" | "succeeded" | "failed" | "cancelled";
            };
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f07",
                     *           "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *           "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *           "event_type": "run.completed",
                     *           "url": "https://example.com/hooks/nexio",
                     *           "status": "succeeded",
                     *           "created_at": "2026-03-22T09:32:01.250Z",
                     *           "ended_at": "2026-03-22T09:32:01.431Z",
                     *           "attempts": [
                     *             {
                     *               "number": 1,
                     *               "started_at": "2026-03-22T09:32:01.260Z",
                     *               "outcome": "succeeded",
                     *               "latency_ms": 171,
                     *               "status_code": 200,
                     *               "answer": "ok"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["SignedOut"];
            403: components["responses"]["OrgSuspended"];
            404: components["responses"]["EndpointNotFound"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalRecoverWebhook: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since": "2026-03-22T00:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["Recovery"];
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recovered": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Recovered"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EndpointNotFound"];
            409: components["responses"]["IdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalRotateWebhookSecret: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "environment": "dev",
                     *       "events": [
                     *         "run.completed",
                     *         "run.failed"
                     *       ],
                     *       "active": true,
                     *       "ordered": false,
                     *       "auth_token_configured": false,
                     *       "secrets_ending": [],
                     *       "webhook_version": "2026-03-22",
                     *       "created_at": "2026-03-22T09:33:00.000Z",
                     *       "updated_at": "2026-03-22T09:33:00.000Z",
                     *       "description": "Orders",
                     *       "secret": "whsec_q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8w="
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EndpointNotFound"];
            409: components["responses"]["RotationLimitReachedOrIdempotencyConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    portalTestWebhook: {
        parameters: {
            query: {
                /** @description The slug of an environment, its id (the only way to a deleted one), or where it reads `all` */
                environment: string;
            };
            header?: {
                /** @description 1 to 255 visible characters. For 24 hours, a repeated request with the same key gets the first answer. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /**
                 * @description The id of a webhook endpoint
                 * @example 0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1a01
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description It was accepted, and is done soon after */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f08",
                     *       "webhook_id": "0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1c05",
                     *       "event_id": "evt_0198c2f0-5a10-7cc4-8a4e-2f4b8e6d1f09",
                     *       "event_type": "webhook.test",
                     *       "url": "https://example.com/hooks/nexio",
                     *       "status": "pending",
                     *       "created_at": "2026-03-22T09:34:00.000Z",
                     *       "next_attempt_at": "2026-03-22T09:34:00.000Z",
                     *       "attempts": []
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["EnvironmentGone"];
            403: components["responses"]["OrgSuspendedOrOtherOrigin"];
            404: components["responses"]["EndpointNotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyUnauthorized"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidRequest"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id for this request, to find it by in answers and logs. One is made where none is sent. */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["StorageUnavailable"];
        };
    };
}
