-- version 21

-- roles

role nexio_across nologin
role nexio_server nologin

-- the schema

grant usage on schema nexio to nexio_across

grant usage on schema nexio to nexio_server

-- tables

table api_keys (
  org_id uuid not null,
  id uuid not null,
  hash text collate "C" not null,
  environment_id uuid not null,
  environment text not null,
  kind text not null,
  name text not null,
  key_prefix text not null,
  permissions text not null,
  created_at bigint not null,
  expires_at bigint,
  revoked_at bigint,
  environment_active boolean not null default true,
  org_suspended boolean not null default false,
  rate_limit_per_minute integer,
  rolled_at bigint,
  last_used_at bigint,
  api_keys_hash_key: UNIQUE (hash),
  api_keys_pkey: PRIMARY KEY (org_id, id),
  api_keys_org_id_environment_id_fkey: FOREIGN KEY (org_id, environment_id) REFERENCES nexio.environments(org_id, id)
) owned by whoever migrates;
CREATE INDEX api_keys_environment ON nexio.api_keys USING btree (org_id, environment_id, id);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;
grant select to nexio_across;

table attempts (
  org_id uuid not null,
  environment_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  started_at bigint not null,
  latency_ms bigint,
  status_code integer,
  answer text,
  reason text,
  attempts_pkey: PRIMARY KEY (org_id, environment_id, delivery_id, number)
) owned by whoever migrates;
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_across;
grant insert, select, update to nexio_server;

table audit_log (
  org_id uuid not null,
  number bigint not null,
  created_at bigint not null,
  actor text not null,
  address text,
  action text not null,
  target text not null,
  environment_id uuid,
  details text,
  mac text not null,
  audit_log_pkey: PRIMARY KEY (org_id, number),
  audit_log_org_id_fkey: FOREIGN KEY (org_id) REFERENCES nexio.orgs(id)
) owned by whoever migrates;
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select to nexio_server;

table deliveries (
  org_id uuid not null,
  environment_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  event_id text collate "C" not null,
  url text not null,
  status text not null,
  failures integer not null,
  attempts integer not null default 0,
  created_at bigint not null,
  due_at bigint,
  ended_at bigint,
  lease_token text,
  emptied_at bigint,
  redelivery_of uuid,
  ordered boolean not null default false,
  queued boolean not null default true,
  event_type text not null default 'run.completed'::text,
  deliveries_pkey: PRIMARY KEY (org_id, environment_id, id)
) owned by whoever migrates;
CREATE INDEX deliveries_cancelled ON nexio.deliveries USING btree (org_id, environment_id, endpoint_id, id) WHERE (status = 'cancelled'::text);
CREATE INDEX deliveries_ended ON nexio.deliveries USING btree (ended_at) WHERE ((ended_at IS NOT NULL) AND (emptied_at IS NULL));
CREATE INDEX deliveries_endpoint ON nexio.deliveries USING btree (org_id, environment_id, endpoint_id, id) WHERE (endpoint_id IS NOT NULL);
CREATE INDEX deliveries_event ON nexio.deliveries USING btree (org_id, environment_id, event_id) WHERE (event_id IS NOT NULL);
CREATE INDEX deliveries_failed ON nexio.deliveries USING btree (org_id, environment_id, endpoint_id, id) WHERE (status = 'failed'::text);
CREATE INDEX deliveries_held ON nexio.deliveries USING btree (org_id, environment_id, endpoint_id) WHERE (ordered AND (NOT queued) AND (lease_token IS NOT NULL));
CREATE INDEX deliveries_lanes ON nexio.deliveries USING btree (org_id, environment_id, endpoint_id, due_at, id, ordered) WHERE (queued AND (due_at IS NOT NULL));
CREATE INDEX deliveries_ordered ON nexio.deliveries USING btree (org_id, environment_id, endpoint_id, event_id, id) WHERE (ordered AND (status = 'pending'::text));
CREATE INDEX deliveries_pending ON nexio.deliveries USING btree (org_id, environment_id, endpoint_id, id) WHERE (status = 'pending'::text);
CREATE INDEX deliveries_types ON nexio.deliveries USING btree (org_id, environment_id, endpoint_id, event_type, id) WHERE (event_type <> 'run.completed'::text);
CREATE INDEX deliveries_waiting ON nexio.deliveries USING btree (due_at) WHERE ((NOT queued) AND (due_at IS NOT NULL));
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;
grant select, update to nexio_across;

table endpoint_orders (
  org_id uuid not null,
  environment_id uuid not null,
  endpoint_id uuid not null,
  last_event_at bigint not null,
  endpoint_orders_pkey: PRIMARY KEY (org_id, environment_id, endpoint_id)
) with (fillfactor=50) owned by whoever migrates;
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;

table endpoint_paces (
  org_id uuid not null,
  environment_id uuid not null,
  endpoint_id uuid not null,
  next_at bigint not null,
  endpoint_paces_pkey: PRIMARY KEY (org_id, environment_id, endpoint_id)
) with (fillfactor=50) owned by whoever migrates;
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_across;
grant select to nexio_server;

table endpoints (
  org_id uuid not null,
  environment_id uuid not null,
  id uuid not null,
  environment text not null,
  url text not null,
  events text not null,
  active boolean not null,
  description text,
  auth_token text,
  secrets text not null,
  created_at bigint not null,
  updated_at bigint not null,
  deleted_at bigint,
  rate_limit_per_second bigint,
  ordered boolean not null default false,
  failing_since bigint,
  endpoints_pkey: PRIMARY KEY (org_id, environment_id, id),
  endpoints_org_id_environment_id_fkey: FOREIGN KEY (org_id, environment_id) REFERENCES nexio.environments(org_id, id)
) owned by whoever migrates;
CREATE INDEX endpoints_paced ON nexio.endpoints USING btree (org_id) WHERE (rate_limit_per_second IS NOT NULL);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;
grant select to nexio_across;

table engine_versions (
  org_id uuid not null,
  engine text collate "C" not null,
  version text collate "C" not null,
  id uuid not null,
  changelog text not null,
  executor text not null,
  created_at bigint not null,
  engine_versions_pkey: PRIMARY KEY (org_id, engine, version),
  engine_versions_org_id_engine_fkey: FOREIGN KEY (org_id, engine) REFERENCES nexio.engines(org_id, slug)
) owned by whoever migrates;
CREATE UNIQUE INDEX engine_versions_id ON nexio.engine_versions USING btree (org_id, engine, id);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select to nexio_server;
grant select to nexio_across;

table engines (
  org_id uuid not null,
  id uuid not null,
  slug text collate "C" not null,
  label text not null,
  engine_type text not null,
  description text,
  releases text not null,
  secrets text not null,
  created_at bigint not null,
  engines_pkey: PRIMARY KEY (org_id, slug),
  engines_org_id_fkey: FOREIGN KEY (org_id) REFERENCES nexio.orgs(id),
  engines_slug_check: CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$'::text))
) owned by whoever migrates;
CREATE UNIQUE INDEX engines_id ON nexio.engines USING btree (org_id, id);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;
grant select to nexio_across;

table environments (
  org_id uuid not null,
  id uuid not null,
  slug text collate "C" not null,
  kind text not null,
  description text,
  created_at bigint not null,
  deleted_at bigint,
  pinned_engine_version text,
  environments_pkey: PRIMARY KEY (org_id, id),
  environments_org_id_fkey: FOREIGN KEY (org_id) REFERENCES nexio.orgs(id),
  environments_check: CHECK (((kind <> 'live'::text) OR (deleted_at IS NULL))),
  environments_kind_check: CHECK ((kind = ANY (ARRAY['live'::text, 'environment'::text, 'test'::text]))),
  environments_slug_check: CHECK ((slug ~ '^[a-z0-9_]{1,16}$'::text))
) owned by whoever migrates;
CREATE UNIQUE INDEX environments_live ON nexio.environments USING btree (org_id) WHERE (kind = 'live'::text);
CREATE UNIQUE INDEX environments_slug ON nexio.environments USING btree (org_id, slug) WHERE (deleted_at IS NULL);
CREATE TRIGGER environments_immutable BEFORE UPDATE ON nexio.environments FOR EACH ROW EXECUTE FUNCTION nexio.environments_immutable();
CREATE TRIGGER environments_kept BEFORE DELETE ON nexio.environments FOR EACH ROW EXECUTE FUNCTION nexio.environments_kept();
CREATE TRIGGER environments_not_truncated BEFORE TRUNCATE ON nexio.environments FOR EACH STATEMENT EXECUTE FUNCTION nexio.environments_kept();
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;

table events (
  org_id uuid not null,
  environment_id uuid not null,
  id text collate "C" not null,
  type text not null,
  payload text not null,
  created_at bigint not null,
  emptied_at bigint,
  run_id uuid,
  events_pkey: PRIMARY KEY (org_id, environment_id, id)
) owned by whoever migrates;
CREATE INDEX events_run ON nexio.events USING btree (org_id, environment_id, run_id) WHERE (run_id IS NOT NULL);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select to nexio_server;
grant select, update to nexio_across;

table histograms (
  org_id uuid not null,
  environment_id uuid not null,
  hour bigint not null,
  measure text collate "C" not null,
  bin integer not null,
  count bigint not null,
  histograms_pkey: PRIMARY KEY (org_id, environment_id, hour, measure, bin)
) with (fillfactor=50) owned by whoever migrates;
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;

relation of kind c look (
  org_id uuid,
  environment_id uuid,
  ahead boolean,
  free bigint,
  last uuid,
  at_endpoint uuid,
  around boolean,
  lanes bigint,
  due bigint
) owned by whoever migrates;

table members (
  org_id uuid not null,
  id uuid not null,
  email text collate "C" not null,
  permissions text not null,
  created_at bigint not null,
  issuer text,
  subject text,
  members_pkey: PRIMARY KEY (org_id, id),
  members_org_id_fkey: FOREIGN KEY (org_id) REFERENCES nexio.orgs(id),
  members_email_check: CHECK ((email = lower(email)))
) owned by whoever migrates;
CREATE UNIQUE INDEX members_email ON nexio.members USING btree (org_id, email);
CREATE INDEX members_person ON nexio.members USING btree (email);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant delete, insert, select, update to nexio_server;
grant select to nexio_across;

table migrations (
  number integer not null,
  applied_at timestamp with time zone not null default now(),
  migrations_pkey: PRIMARY KEY (number)
) owned by whoever migrates;

table orgs (
  id uuid not null,
  name text not null,
  environment_limit integer not null,
  endpoint_limit integer not null,
  created_at bigint not null,
  suspended_at bigint,
  rate_limit_per_minute integer,
  audit_number bigint not null default 0,
  audit_mac text not null default ''::text,
  orgs_pkey: PRIMARY KEY (id)
) owned by whoever migrates;
CREATE INDEX orgs_suspended ON nexio.orgs USING btree (id) WHERE (suspended_at IS NOT NULL);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;
grant select to nexio_across;

table rate_limits (
  org_id uuid not null,
  minute bigint not null,
  total bigint not null,
  non_live bigint not null,
  rate_limits_pkey: PRIMARY KEY (org_id),
  rate_limits_org_id_fkey: FOREIGN KEY (org_id) REFERENCES nexio.orgs(id)
) with (fillfactor=50) owned by whoever migrates;
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;

table remembered (
  org_id uuid not null,
  scope text not null,
  key text not null,
  fingerprint text not null,
  answer text not null,
  expires_at bigint not null,
  remembered_pkey: PRIMARY KEY (org_id, scope, key)
) owned by whoever migrates;
CREATE INDEX remembered_expiry ON nexio.remembered USING btree (expires_at);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant delete, insert, select, update to nexio_server;
grant delete, select, update to nexio_across;

table runs (
  org_id uuid not null,
  environment_id uuid not null,
  id uuid not null,
  environment text not null,
  engine text not null,
  status text not null,
  created_at bigint not null,
  input text not null,
  offerings text,
  metadata text,
  api_key_id uuid,
  started_at bigint,
  stage text,
  output text,
  solutions text,
  error text,
  error_details text,
  completed_at bigint,
  duration_ms bigint,
  due_at bigint,
  lease_token text,
  release text not null,
  engine_version text,
  emptied_at bigint,
  replay_of uuid,
  live boolean not null default (environment = 'live'::text),
  runs_pkey: PRIMARY KEY (org_id, environment_id, id)
) owned by whoever migrates;
CREATE INDEX runs_ended ON nexio.runs USING btree (completed_at) WHERE ((completed_at IS NOT NULL) AND (emptied_at IS NULL));
CREATE INDEX runs_otherwise ON nexio.runs USING btree (org_id, environment_id, status, id) WHERE (status = ANY (ARRAY['failed'::text, 'degraded'::text, 'cancelled'::text]));
CREATE INDEX runs_turns ON nexio.runs USING btree (live, org_id, environment_id, due_at, id) WHERE (due_at IS NOT NULL);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;
grant select, update to nexio_across;

table sessions (
  org_id uuid not null,
  hash text collate "C" not null,
  member_id uuid not null,
  created_at bigint not null,
  used_at bigint not null,
  sessions_hash_key: UNIQUE (hash),
  sessions_pkey: PRIMARY KEY (org_id, hash),
  sessions_org_id_member_id_fkey: FOREIGN KEY (org_id, member_id) REFERENCES nexio.members(org_id, id)
) owned by whoever migrates;
CREATE INDEX sessions_member ON nexio.sessions USING btree (org_id, member_id);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant delete, insert, select, update to nexio_server;
grant select to nexio_across;

table settings (
  name text not null,
  value text not null,
  settings_pkey: PRIMARY KEY (name)
) owned by whoever migrates;
grant insert, select to nexio_server;

table sign_in_links (
  org_id uuid not null,
  hash text collate "C" not null,
  member_id uuid not null,
  created_at bigint not null,
  expires_at bigint not null,
  sign_in_links_hash_key: UNIQUE (hash),
  sign_in_links_pkey: PRIMARY KEY (org_id, hash),
  sign_in_links_org_id_member_id_fkey: FOREIGN KEY (org_id, member_id) REFERENCES nexio.members(org_id, id)
) owned by whoever migrates;
CREATE INDEX sign_in_links_member ON nexio.sign_in_links USING btree (org_id, member_id);
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant delete, insert, select to nexio_server;
grant delete, select to nexio_across;

table usage (
  org_id uuid not null,
  environment_id uuid not null,
  hour bigint not null,
  lane smallint not null default 0,
  runs_submitted bigint not null,
  runs_completed bigint not null,
  runs_degraded bigint not null,
  runs_failed bigint not null,
  runs_cancelled bigint not null,
  run_duration_ms bigint not null,
  deliveries_succeeded bigint not null,
  deliveries_failed bigint not null,
  usage_pkey: PRIMARY KEY (org_id, environment_id, hour, lane)
) with (fillfactor=50) owned by whoever migrates;
row level security enabled and forced;
policy across_orgs for * to nexio_across using true;
policy of_the_orgs_named for * to nexio_server using ((org_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('nexio.orgs'::text, true), ''::text), ','::text))::uuid[] AS string_to_array)::uuid[])) IS TRUE);
grant insert, select, update to nexio_server;

-- functions

CREATE OR REPLACE FUNCTION nexio.backlog(now_at bigint, at_most integer)
 RETURNS TABLE(runs bigint, oldest_run bigint, deliveries bigint, oldest_delivery bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_sort TO 'off'
BEGIN ATOMIC
 WITH RECURSIVE place AS (
          SELECT false AS live,
             '00000000-0000-0000-0000-000000000000'::uuid AS org_id,
             '00000000-0000-0000-0000-000000000000'::uuid AS environment_id,
             NULL::bigint AS due_at
         UNION ALL
          SELECT next.live,
             next.org_id,
             next.environment_id,
             next.due_at
            FROM (place p
              CROSS JOIN LATERAL ( SELECT r.live,
                     r.org_id,
                     r.environment_id,
                     r.due_at
                    FROM nexio.runs r
                   WHERE ((r.due_at IS NOT NULL) AND (ROW(r.live, r.org_id, r.environment_id) > ROW(p.live, p.org_id, p.environment_id)))
                   ORDER BY r.live, r.org_id, r.environment_id, r.due_at
                  LIMIT 1) next)
         ), waiting AS MATERIALIZED (
          SELECT p.live,
             p.org_id,
             p.environment_id,
             p.due_at
            FROM place p
           WHERE ((p.due_at <= backlog.now_at) AND (NOT (EXISTS ( SELECT
                    FROM nexio.orgs
                   WHERE ((orgs.id = p.org_id) AND (orgs.suspended_at IS NOT NULL))))))
         ), lane AS (
          SELECT '00000000-0000-0000-0000-000000000000'::uuid AS org_id,
             '00000000-0000-0000-0000-000000000000'::uuid AS environment_id,
             '00000000-0000-0000-0000-000000000000'::uuid AS endpoint_id,
             NULL::bigint AS due_at
         UNION ALL
          SELECT next.org_id,
             next.environment_id,
             next.endpoint_id,
             next.due_at
            FROM (lane l
              CROSS JOIN LATERAL ( SELECT d.org_id,
                     d.environment_id,
                     d.endpoint_id,
                     d.due_at
                    FROM nexio.deliveries d
                   WHERE (d.queued AND (d.due_at IS NOT NULL) AND (ROW(d.org_id, d.environment_id, d.endpoint_id) > ROW(l.org_id, l.environment_id, l.endpoint_id)))
                   ORDER BY d.org_id, d.environment_id, d.endpoint_id, d.due_at
                  LIMIT 1) next)
         ), queued AS MATERIALIZED (
          SELECT l.org_id,
             l.environment_id,
             l.endpoint_id,
             l.due_at
            FROM lane l
           WHERE ((l.due_at <= backlog.now_at) AND (NOT (EXISTS ( SELECT
                    FROM nexio.orgs
                   WHERE ((orgs.id = l.org_id) AND (orgs.suspended_at IS NOT NULL))))))
         )
  SELECT ( SELECT count(*) AS count
            FROM ( SELECT
                    FROM (waiting w
                      JOIN nexio.runs r ON ((((r.live = w.live) AND (r.org_id = w.org_id) AND (r.environment_id = w.environment_id)) AND (r.due_at <= backlog.now_at))))
                  LIMIT backlog.at_most) due) AS count,
     ( SELECT min(w.due_at) AS min
            FROM waiting w) AS min,
     ( SELECT count(*) AS count
            FROM (( SELECT
                    FROM (queued q
                      JOIN nexio.deliveries d ON ((((d.org_id = q.org_id) AND (d.environment_id = q.environment_id) AND (d.endpoint_id = q.endpoint_id)) AND d.queued AND (d.due_at <= backlog.now_at))))
                  LIMIT backlog.at_most)
                 UNION ALL
                 ( SELECT
                    FROM nexio.deliveries d
                   WHERE ((NOT d.queued) AND (d.due_at <= backlog.now_at) AND (NOT (EXISTS ( SELECT
                            FROM nexio.orgs
                           WHERE ((orgs.id = d.org_id) AND (orgs.suspended_at IS NOT NULL))))))
                  LIMIT backlog.at_most)
          LIMIT backlog.at_most) due) AS count,
     LEAST(( SELECT min(q.due_at) AS min
            FROM queued q), ( SELECT d.due_at
            FROM nexio.deliveries d
           WHERE ((NOT d.queued) AND (d.due_at <= backlog.now_at) AND (NOT (EXISTS ( SELECT
                    FROM nexio.orgs
                   WHERE ((orgs.id = d.org_id) AND (orgs.suspended_at IS NOT NULL))))))
           ORDER BY d.due_at
          LIMIT 1)) AS "least";
END;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.claim_deliveries(now_at bigint, until_at bigint, token text, orgs uuid[], environments uuid[], endpoints uuid[], alone boolean[], shares bigint[])
 RETURNS TABLE(delivery nexio.deliveries, start_at bigint, type text, payload text, event_created_at bigint, run_id uuid, secrets text, auth_token text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_sort TO 'off'
AS $function$
     #variable_conflict use_column
     declare
       own boolean[];
     begin
       select array_agg(case when t.alone then pg_try_advisory_xact_lock(hashtextextended(
           concat_ws(' ', t.org_id, t.environment_id, t.endpoint_id), 0)) else false end order by t.nth)
         into own from unnest(orgs, environments, endpoints, alone)
           with ordinality as t (org_id, environment_id, endpoint_id, alone, nth);
       return query with lane as materialized (
         select t.org_id, t.environment_id, t.endpoint_id, t.own, e.rate_limit_per_second as rate,
           least(t.share, case when e.rate_limit_per_second is not null
     then greatest(0, ((now_at + 1000) * 1000 - greatest(now_at * 1000, coalesce(p.next_at, 0)) + ((1000000 + e.rate_limit_per_second - 1) / e.rate_limit_per_second) - 1) / ((1000000 + e.rate_limit_per_second - 1) / e.rate_limit_per_second)) end) as share, greatest(now_at * 1000, coalesce(p.next_at, 0)) as first_at,
           e.secrets, e.auth_token
         from unnest(orgs, environments, endpoints, own, shares) as t (org_id, environment_id, endpoint_id, own, share)
         join nexio.endpoints as e on (e.org_id, e.environment_id, e.id) = (t.org_id, t.environment_id, t.endpoint_id)
         left join nexio.endpoint_paces as p
           on (p.org_id, p.environment_id, p.endpoint_id) = (t.org_id, t.environment_id, t.endpoint_id)
       ), oldest as materialized (
         select d.* from lane as l cross join lateral (
           select q.org_id, q.environment_id, q.id, q.endpoint_id, q.due_at from nexio.deliveries as q
           where (q.org_id, q.environment_id, q.endpoint_id) = (l.org_id, l.environment_id, l.endpoint_id)
             and q.queued and not q.ordered and q.due_at <= now_at
           order by q.due_at, q.id limit l.share for no key update skip locked
         ) as d where l.own or l.rate is null
       ), heads as materialized (
         select d.* from lane as l cross join lateral (
           select h.id from nexio.deliveries as h
           where (h.org_id, h.environment_id, h.endpoint_id) = (l.org_id, l.environment_id, l.endpoint_id)
             and h.ordered and h.status = 'pending' order by h.event_id, h.id limit 1
         ) as head cross join lateral (
           select q.org_id, q.environment_id, q.id, q.endpoint_id, q.due_at from nexio.deliveries as q
           where (q.org_id, q.environment_id, q.id) = (l.org_id, l.environment_id, head.id)
             and q.queued and q.due_at <= now_at for no key update skip locked
         ) as d where l.own and l.share > 0 and not exists (select from nexio.deliveries as held
     where (held.org_id, held.environment_id, held.endpoint_id)
         = (l.org_id, l.environment_id, l.endpoint_id)
       and held.ordered and not held.queued and held.lease_token is not null)
       ), due as materialized (
         select d.org_id, d.environment_id, d.id, l.secrets, l.auth_token, l.rate,
           l.first_at + ((1000000 + l.rate - 1) / l.rate) * (row_number() over (partition by d.org_id, d.environment_id, d.endpoint_id
             order by d.due_at, d.id) - 1) as start_at
         from (select * from oldest union all select * from heads) as d
         join lane as l on (l.org_id, l.environment_id, l.endpoint_id) = (d.org_id, d.environment_id, d.endpoint_id)
       ), claimed as (
         update nexio.deliveries as d set attempts = d.attempts + 1, due_at = until_at, queued = false, lease_token = token
         from due where (d.org_id, d.environment_id, d.id) = (due.org_id, due.environment_id, due.id)
         returning d as delivery, d.org_id, d.environment_id, d.id, d.endpoint_id, d.event_id, d.attempts,
           due.start_at / 1000 as start_at, due.start_at + ((1000000 + due.rate - 1) / due.rate) as next_at, due.secrets, due.auth_token
       ), begun as (
         insert into nexio.attempts (org_id, environment_id, delivery_id, number, started_at)
         select c.org_id, c.environment_id, c.id, c.attempts, coalesce(c.start_at, now_at) from claimed as c
       ), paced as (
         insert into nexio.endpoint_paces (org_id, environment_id, endpoint_id, next_at)
         select c.org_id, c.environment_id, c.endpoint_id, max(c.next_at) from claimed as c
         where c.next_at is not null group by c.org_id, c.environment_id, c.endpoint_id
         on conflict (org_id, environment_id, endpoint_id) do update set next_at = excluded.next_at
       )
       select c.delivery, c.start_at, e.type, e.payload, e.created_at, e.run_id, c.secrets, c.auth_token
       from claimed as c
       join nexio.events as e on (e.org_id, e.environment_id, e.id) = (c.org_id, c.environment_id, c.event_id);
     end $function$;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.claim_runs(now_at bigint, until_at bigint, token text, at_most integer, after_org uuid, after_environment uuid, ahead_orgs uuid[], ahead_environments uuid[], non_live integer)
 RETURNS TABLE(run nexio.runs, executor text, secrets text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
     declare
       kind boolean;
       seek_org uuid;
       seek_environment uuid;
       around boolean;
       enough integer;
       place record;
       suspended boolean;
       late boolean;
       -- Environments with due runs, those that are ahead last.
       waiting integer := 0;
       in_time integer := 0;
       orgs uuid[] := '{}';
       environments uuid[] := '{}';
       lives boolean[] := '{}';
       laps boolean[] := '{}';
       lates boolean[] := '{}';
       -- How many runs each could give, as far as that is known; how many it shall give; how many it gave.
       could integer[];
       shares integer[];
       taken integer[];
       first integer;
       final integer;
       total integer := at_most;
       total_non_live integer := non_live;
       remaining integer;
       remaining_non_live integer;
       before integer;
       short boolean;
       one record;
     begin
       foreach kind in array array[true, false] loop
         enough := case when kind then at_most else least(at_most, non_live) end;
         around := after_org is null;
         seek_org := coalesce(after_org, '00000000-0000-0000-0000-000000000000'::uuid);
         seek_environment := coalesce(after_environment, '00000000-0000-0000-0000-000000000000'::uuid);
         while enough > 0 loop
           select r.org_id, r.environment_id, r.due_at into place from nexio.runs r
             where r.live = kind and r.due_at is not null and (r.org_id, r.environment_id) > (seek_org, seek_environment)
             order by r.org_id, r.environment_id, r.due_at limit 1;
           if not found then
             exit when around;
             around := true;
             seek_org := '00000000-0000-0000-0000-000000000000'::uuid;
             seek_environment := '00000000-0000-0000-0000-000000000000'::uuid;
             continue;
           end if;
           exit when around and (place.org_id, place.environment_id) > (after_org, after_environment);
           suspended := exists (select from nexio.orgs o where o.id = place.org_id and o.suspended_at is not null);
           if place.due_at <= now_at and not suspended then
             late := exists (select from unnest(ahead_orgs, ahead_environments) as a (org_id, environment_id)
               where (a.org_id, a.environment_id) = (place.org_id, place.environment_id));
             waiting := waiting + 1;
             orgs[waiting] := place.org_id;
             environments[waiting] := place.environment_id;
             lives[waiting] := kind;
             laps[waiting] := around;
             lates[waiting] := late;
             if not late then
               in_time := in_time + 1;
               enough := enough - 1;
             end if;
           end if;
           seek_org := place.org_id;
           seek_environment := case when suspended then 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid else place.environment_id end;
         end loop;
       end loop;
       if waiting = 0 then
         return;
       end if;

       select array_agg(w.org_id order by w.nth), array_agg(w.environment_id order by w.nth),
           array_agg(w.live order by w.nth)
         into orgs, environments, lives
         from (select *, row_number() over (order by u.late, u.lap, u.org_id, u.environment_id) as nth
           from unnest(orgs, environments, lives, laps, lates) as u (org_id, environment_id, live, lap, late)) as w;
       could := array_fill(at_most, array[waiting]);
       taken := array_fill(0, array[waiting]);
       foreach late in array array[false, true] loop
         first := case when late then in_time + 1 else 1 end;
         final := case when late then waiting else in_time end;
         loop
           -- Round after round one each.
           shares := array_fill(0, array[waiting]);
           remaining := total;
           remaining_non_live := total_non_live;
           loop
             before := remaining;
             for nth in first .. final loop
               if remaining > 0 and shares[nth] < could[nth] and (lives[nth] or remaining_non_live > 0) then
                 shares[nth] := shares[nth] + 1;
                 remaining := remaining - 1;
                 remaining_non_live := remaining_non_live - (not lives[nth])::integer;
               end if;
             end loop;
             exit when remaining = before;
           end loop;
           for one in
             with turn as (
               select * from unnest(orgs, environments, lives, shares, taken) with ordinality
                 as t (org_id, environment_id, live, share, had, nth)
               where t.nth between first and final and t.share > t.had
             ), due as materialized (
               select r.org_id, r.environment_id, r.id, turn.nth from turn cross join lateral (
                 select runs.org_id, runs.environment_id, runs.id from nexio.runs
                 where runs.live = turn.live and runs.org_id = turn.org_id
                   and runs.environment_id = turn.environment_id and runs.due_at <= now_at
                 order by runs.due_at, runs.id limit turn.share - turn.had for no key update skip locked
               ) as r
             ), claimed as (
             update nexio.runs as held set status = 'processing', started_at = coalesce(held.started_at, now_at),
               due_at = until_at, lease_token = token
             from due where (held.org_id, held.environment_id, held.id) = (due.org_id, due.environment_id, due.id)
             returning held as run, held.org_id, held.engine, held.release, due.nth
             )
             select c.run, v.executor, e.secrets, c.nth from claimed c
             join nexio.engine_versions v on (v.org_id, v.engine, v.version) = (c.org_id, c.engine, c.release)
             join nexio.engines e on (e.org_id, e.slug) = (c.org_id, c.engine)
           loop
             taken[one.nth] := taken[one.nth] + 1;
             run := one.run;
             executor := one.executor;
             secrets := one.secrets;
             return next;
           end loop;
           short := false;
           for nth in first .. final loop
             if taken[nth] < shares[nth] then
               could[nth] := taken[nth];
               short := true;
             end if;
           end loop;
           exit when not short;
         end loop;
         for nth in first .. final loop
           total := total - taken[nth];
           total_non_live := total_non_live - case when lives[nth] then 0 else taken[nth] end;
         end loop;
         exit when total = 0;
       end loop;
     end $function$;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.due_lanes(now_at bigint, at_most integer, after_org uuid, after_environment uuid, ahead text[], per_lane bigint, per_environment bigint, places jsonb, after_lanes jsonb)
 RETURNS TABLE(org_id uuid, environment_id uuid, endpoint_id uuid, due bigint, alone boolean, more boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_sort TO 'off'
AS $function$
     #variable_conflict use_column
     declare
       chunk constant integer := 512;
       any_paced constant boolean :=
         exists (select from nexio.endpoints as e where e.rate_limit_per_second is not null);
       queued_now integer;
       seek_org uuid;
       seek_environment uuid;
       place record;
       scope text;
       lane record;
       looks nexio.look[];
       look nexio.look;
       nth integer;
       around boolean;
       all_seen boolean;
       any_given boolean;
       of_ahead boolean;
       enough bigint;
       given bigint;
     begin
       loop
         with waiting as materialized (
           select w.org_id, w.environment_id, w.id from nexio.deliveries as w
           where not w.queued and w.due_at <= now_at order by w.due_at limit chunk for no key update skip locked
         )
         update nexio.deliveries as d set queued = true from waiting as w
           where (d.org_id, d.environment_id, d.id) = (w.org_id, w.environment_id, w.id);
         get diagnostics queued_now = row_count;
         more := queued_now = chunk;
         around := after_org is null;
         seek_org := coalesce(after_org, '00000000-0000-0000-0000-000000000000'::uuid);
         seek_environment := coalesce(after_environment, '00000000-0000-0000-0000-000000000000'::uuid);
         all_seen := false;
         any_given := false;
         of_ahead := false;
         looks := '{}';
         nth := 0;
         enough := at_most;
         given := 0;
         while enough > 0 loop
           nth := nth + 1;
           if nth > cardinality(looks) and all_seen then
             -- A round is over.
             exit when of_ahead and not any_given;
             if not any_given then
               of_ahead := true;
               enough := at_most - given;
             end if;
             any_given := false;
             nth := 0;
             continue;
           elsif nth > cardinality(looks) then
             nth := nth - 1;
             select d.org_id, d.environment_id into place from nexio.deliveries as d
               where d.queued and d.due_at is not null
                 and (d.org_id, d.environment_id) > (seek_org, seek_environment)
               order by d.org_id, d.environment_id, d.endpoint_id, d.due_at limit 1;
             if not found or around and (place.org_id, place.environment_id) > (after_org, after_environment) then
               all_seen := around;
               around := true;
               seek_org := '00000000-0000-0000-0000-000000000000'::uuid;
               seek_environment := '00000000-0000-0000-0000-000000000000'::uuid;
               continue;
             end if;
             seek_org := place.org_id;
             seek_environment := place.environment_id;
             if exists (select from nexio.orgs as o where o.id = place.org_id and o.suspended_at is not null) then
               seek_environment := 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid;
               continue;
             end if;
             scope := concat_ws(' ', place.org_id, place.environment_id);
             look.org_id := place.org_id;
             look.environment_id := place.environment_id;
             look.ahead := scope = any (ahead);
             look.free := least(at_most, coalesce((places ->> scope)::bigint, per_environment));
             look.last := after_lanes ->> scope;
             look.at_endpoint := coalesce(look.last, '00000000-0000-0000-0000-000000000000'::uuid);
             look.around := look.last is null;
             look.lanes := 0;
             look.due := 0;
             nth := nth + 1;
             looks[nth] := look;
           end if;
           look := looks[nth];
           continue when look.ahead <> of_ahead or look.at_endpoint is null or look.lanes >= look.free;
           select * into lane from nexio.next_lane(now_at, look.org_id, look.environment_id, look.free, look.last, any_paced,
             per_lane, places, look.at_endpoint, look.around);
           look.at_endpoint := lane.at_endpoint;
           look.around := lane.around;
           if lane.at_endpoint is not null then
             given := given - least(look.free, look.due) + least(look.free, look.due + lane.due);
             look.due := look.due + lane.due;
             look.lanes := look.lanes + 1;
             any_given := true;
             enough := enough - 1;
             org_id := look.org_id;
             environment_id := look.environment_id;
             endpoint_id := lane.at_endpoint;
             due := lane.due;
             alone := lane.alone;
             return next;
           end if;
           looks[nth] := look;
         end loop;
         exit when given > 0 or queued_now < chunk;
       end loop;
     end $function$;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.empty_deliveries(before_at bigint, now_at bigint, at_most integer)
 RETURNS TABLE(org_id uuid, environment_id uuid, event_id text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
BEGIN ATOMIC
 WITH due AS MATERIALIZED (
          SELECT d_1.org_id,
             d_1.environment_id,
             d_1.id
            FROM nexio.deliveries d_1
           WHERE ((d_1.ended_at <= empty_deliveries.before_at) AND (d_1.emptied_at IS NULL))
           ORDER BY d_1.ended_at
          LIMIT empty_deliveries.at_most
          FOR NO KEY UPDATE OF d_1 SKIP LOCKED
         ), answers AS (
          UPDATE nexio.attempts a SET answer = NULL::text
            FROM due due_1
           WHERE (((a.org_id = due_1.org_id) AND (a.environment_id = due_1.environment_id) AND (a.delivery_id = due_1.id)) AND (a.answer IS NOT NULL))
         )
  UPDATE nexio.deliveries d SET emptied_at = empty_deliveries.now_at
    FROM due
   WHERE ((d.org_id = due.org_id) AND (d.environment_id = due.environment_id) AND (d.id = due.id))
   RETURNING d.org_id,
     d.environment_id,
     d.event_id;
END;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.empty_events(orgs uuid[], environments uuid[], ids text[], now_at bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
BEGIN ATOMIC
 SELECT
    FROM nexio.events e
   WHERE ((e.org_id, e.environment_id, e.id) IN ( SELECT unnest.unnest,
             unnest.unnest_1 AS unnest,
             unnest.unnest_2 AS unnest
            FROM UNNEST(empty_events.orgs, empty_events.environments, empty_events.ids) unnest(unnest, unnest_1, unnest_2)))
   ORDER BY e.org_id, e.environment_id, e.id
  FOR NO KEY UPDATE OF e;
 UPDATE nexio.events e SET payload = ''::text, emptied_at = empty_events.now_at
    FROM UNNEST(empty_events.orgs, empty_events.environments, empty_events.ids) given(org_id, environment_id, id)
   WHERE (((e.org_id = given.org_id) AND (e.environment_id = given.environment_id) AND (e.id = given.id)) AND (e.emptied_at IS NULL) AND (NOT (EXISTS ( SELECT
            FROM nexio.deliveries d
           WHERE (((d.org_id = e.org_id) AND (d.environment_id = e.environment_id) AND (d.event_id = e.id)) AND (d.emptied_at IS NULL))))));
END;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.empty_runs(before_at bigint, now_at bigint, at_most integer)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
BEGIN ATOMIC
 WITH due AS MATERIALIZED (
          SELECT runs.org_id,
             runs.environment_id,
             runs.id
            FROM nexio.runs
           WHERE ((runs.completed_at <= empty_runs.before_at) AND (runs.emptied_at IS NULL))
           ORDER BY runs.completed_at
          LIMIT empty_runs.at_most
          FOR NO KEY UPDATE OF runs SKIP LOCKED
         ), emptied AS (
          UPDATE nexio.runs SET input = '{}'::text, offerings = NULL::text, output = NULL::text, solutions = NULL::text, error_details = NULL::text, emptied_at = empty_runs.now_at
            FROM due
           WHERE ((runs.org_id = due.org_id) AND (runs.environment_id = due.environment_id) AND (runs.id = due.id))
           RETURNING 1 AS "?column?"
         )
  SELECT (count(*))::integer AS count
    FROM emptied;
END;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.environments_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
    if (old.org_id, old.id, old.slug, old.kind, old.created_at) is distinct from
       (new.org_id, new.id, new.slug, new.kind, new.created_at)
       or (old.deleted_at is not null and new.deleted_at is distinct from old.deleted_at)
    then raise exception 'an environment''s slug and kind never change, and its deletion is for good'; end if;
    return new;
  end $function$;
owned by whoever migrates; execute for public;

CREATE OR REPLACE FUNCTION nexio.environments_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
    raise exception 'environments are kept';
  end $function$;
owned by whoever migrates; execute for public;

CREATE OR REPLACE FUNCTION nexio.find_api_keys(hashes text[])
 RETURNS SETOF nexio.api_keys
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
BEGIN ATOMIC
 SELECT api_keys.org_id,
     api_keys.id,
     api_keys.hash,
     api_keys.environment_id,
     api_keys.environment,
     api_keys.kind,
     api_keys.name,
     api_keys.key_prefix,
     api_keys.permissions,
     api_keys.created_at,
     api_keys.expires_at,
     api_keys.revoked_at,
     api_keys.environment_active,
     api_keys.org_suspended,
     api_keys.rate_limit_per_minute,
     api_keys.rolled_at,
     api_keys.last_used_at
    FROM nexio.api_keys
   WHERE (api_keys.hash = ANY (find_api_keys.hashes));
END;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.find_session(token_hash text)
 RETURNS SETOF nexio.sessions
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
BEGIN ATOMIC
 SELECT sessions.org_id,
     sessions.hash,
     sessions.member_id,
     sessions.created_at,
     sessions.used_at
    FROM nexio.sessions
   WHERE (sessions.hash = find_session.token_hash);
END;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.forget_answers(now_at bigint, at_most integer)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
BEGIN ATOMIC
 WITH over AS MATERIALIZED (
          SELECT remembered.org_id,
             remembered.scope,
             remembered.key
            FROM nexio.remembered
           WHERE (remembered.expires_at <= forget_answers.now_at)
           ORDER BY remembered.expires_at
          LIMIT forget_answers.at_most
          FOR UPDATE OF remembered SKIP LOCKED
         ), forgotten AS (
          DELETE FROM nexio.remembered r
            USING over
           WHERE ((r.org_id = over.org_id) AND (r.scope = over.scope) AND (r.key = over.key))
           RETURNING 1 AS "?column?"
         )
  SELECT (count(*))::integer AS count
    FROM forgotten;
END;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.list_orgs(after uuid, at_most integer)
 RETURNS SETOF nexio.orgs
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$select * from nexio.orgs where $1 is null or id < $1 order by id desc limit $2$function$;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.members_of_person(of_email text)
 RETURNS SETOF nexio.members
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
BEGIN ATOMIC
 SELECT members.org_id,
     members.id,
     members.email,
     members.permissions,
     members.created_at,
     members.issuer,
     members.subject
    FROM nexio.members
   WHERE (members.email = members_of_person.of_email)
   ORDER BY members.id;
END;
owned by nexio_across; execute for nexio_server;

CREATE OR REPLACE FUNCTION nexio.next_lane(now_at bigint, of_org uuid, of_environment uuid, free bigint, last uuid, any_paced boolean, per_lane bigint, places jsonb, INOUT at_endpoint uuid, INOUT around boolean, OUT due bigint, OUT alone boolean)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
   declare
     place record;
     most bigint;
     fits bigint;
   begin
     loop
       select d.endpoint_id, d.due_at, d.ordered into place from nexio.deliveries as d
         where d.org_id = of_org and d.environment_id = of_environment and d.endpoint_id > at_endpoint
           and d.queued and d.due_at is not null
         order by d.org_id, d.environment_id, d.endpoint_id, d.due_at limit 1;
       if not found or around and place.endpoint_id > last then
         at_endpoint := case when not around then '00000000-0000-0000-0000-000000000000'::uuid end;
         exit when around;
         around := true;
         continue;
       end if;
       at_endpoint := place.endpoint_id;
       most := least(free, coalesce((places ->> concat_ws(' ', of_org, of_environment, at_endpoint))::bigint, per_lane));
       continue when place.due_at > now_at or most <= 0;
       fits := null;
       if any_paced then
         select case when e.rate_limit_per_second is not null then greatest(0,
  ((now_at + 1000) * 1000 - greatest(now_at * 1000, coalesce(p.next_at, 0)) + s.step - 1) / s.step) end into fits from nexio.endpoints as e
           left join nexio.endpoint_paces as p
             on (p.org_id, p.environment_id, p.endpoint_id) = (e.org_id, e.environment_id, e.id)
           cross join lateral (select (1000000 + e.rate_limit_per_second - 1) / e.rate_limit_per_second as step) as s
           where (e.org_id, e.environment_id, e.id) = (of_org, of_environment, at_endpoint);
       end if;
       alone := place.ordered or fits is not null;
       if place.ordered then
         select count(*) into due from (
           select h.queued, h.due_at from nexio.deliveries as h
           where h.org_id = of_org and h.environment_id = of_environment and h.endpoint_id = at_endpoint
             and h.ordered and h.status = 'pending' order by h.event_id, h.id limit 1) as head
         where head.queued and head.due_at <= now_at and not exists (
           select from nexio.deliveries as held
           where held.org_id = of_org and held.environment_id = of_environment and held.endpoint_id = at_endpoint
             and held.ordered and not held.queued and held.lease_token is not null);
       else
         select count(*) into due from (select from nexio.deliveries as d
           where d.org_id = of_org and d.environment_id = of_environment and d.endpoint_id = at_endpoint
             and d.queued and d.due_at <= now_at order by d.due_at, d.id limit most) as given;
       end if;
       due := least(due, fits);
       exit when due > 0;
     end loop;
   end $function$;
owned by nexio_across;

CREATE OR REPLACE FUNCTION nexio.release_of(releases text, asked text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (asked IS NULL) THEN (((NULLIF(jsonb_array_length((releases)::jsonb), 0))::text || '.'::text) || ((releases)::jsonb ->> '-1'::integer)) WHEN (asked ~ '^[1-9][0-9]{0,8}[.]x$'::text) THEN ((split_part(asked, '.'::text, 1) || '.'::text) || ((releases)::jsonb ->> ((split_part(asked, '.'::text, 1))::integer - 1))) WHEN ((asked ~ '^[1-9][0-9]{0,8}[.](0|[1-9][0-9]{0,8})$'::text) AND ((split_part(asked, '.'::text, 2))::bigint <= (((releases)::jsonb ->> ((split_part(asked, '.'::text, 1))::integer - 1)))::bigint)) THEN asked ELSE NULL::text END;
owned by whoever migrates; execute for public;

CREATE OR REPLACE FUNCTION nexio.spend_sign_in_link(token_hash text, now_at bigint)
 RETURNS SETOF nexio.members
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
BEGIN ATOMIC
 WITH spent AS (
          DELETE FROM nexio.sign_in_links l
           WHERE ((l.hash = spend_sign_in_link.token_hash) AND (l.expires_at > spend_sign_in_link.now_at))
           RETURNING l.org_id,
             l.member_id
         )
  SELECT m.org_id,
     m.id,
     m.email,
     m.permissions,
     m.created_at,
     m.issuer,
     m.subject
    FROM (spent
      JOIN nexio.members m ON (((m.org_id = spent.org_id) AND (m.id = spent.member_id))));
END;
owned by nexio_across; execute for nexio_server;
