/** The application's statements without their own predicates on the org: what a mistake in any of them could be. */

/** A statement that no longer asks whose the rows are. Its parameters stay what they are. */
export const forget = (sql: string): string =>
  forgotten.reduce((statement, [predicate, instead]) => statement.replace(predicate, instead), sql)

const anything = "$$$1::text is not null"

const forgotten: ReadonlyArray<readonly [predicate: RegExp, instead: string]> = [
  [/(?<![\w.])"?org_id"? = \$(\d+)/g, anything],
  [/(?<=\b(?:from|update) orgs\b[^;]*\bwhere )"?id"? = \$(\d+)/g, anything],
  // Sets and joins of many at once: all that the keys have beside the org.
  [/\(org_id, id\) in \(select org_id, environment_id from given\)/g, "id in (select environment_id from given)"],
  [
    /\(org_id, environment_id\) in \(select \* from (unnest\([^\n]*\))\)\n/g,
    "environment_id in (select environment_id from $1 as given (org_id, environment_id))\n"
  ],
  [/\((?!engines\.)\w+\.org_id, ([^()]*)\)(\s*)= \(\w+\.org_id, ([^()]*)\)/g, "($1)$2= ($3)"]
]

/** An engine's slug is no key without its org: joined by that alone, each run is there as often as there are orgs. */
const engineOfRun = "(engines.org_id, engines.slug) = (given.org_id, given.engine)"

/** Whether a statement still compares the org of rows with what a caller said. */
export const remembers = (sql: string): boolean =>
  /\borg_id"? = \$|= \(\w+\.org_id|\(org_id, (?:environment_)?id\) in|\borgs\b[^;]*\bwhere "?id"? = \$/.test(
    sql.replace(engineOfRun, "")
  )
