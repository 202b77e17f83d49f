/**
 * Which release executes a run, in a form that becomes part of the statement that asks: all that it does is immutable,
 * which joining a number to a text is not. As a call it took a third of a submission.
 */
export const releases: ReadonlyArray<string> = [
  `create or replace function release_of(releases text, asked text) returns text language sql immutable parallel safe
    return case
      when asked is null then
        nullif(jsonb_array_length(releases::jsonb), 0)::text || '.' || (releases::jsonb ->> -1)
      when asked ~ '^[1-9][0-9]{0,8}[.]x$' then
        split_part(asked, '.', 1) || '.' || (releases::jsonb ->> (split_part(asked, '.', 1)::integer - 1))
      when asked ~ '^[1-9][0-9]{0,8}[.](0|[1-9][0-9]{0,8})$'
        and split_part(asked, '.', 2)::bigint <=
          (releases::jsonb ->> (split_part(asked, '.', 1)::integer - 1))::bigint then asked
    end`
]
