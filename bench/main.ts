/** Runs the measurements, or those whose names are given: `pnpm bench submission start`. */
import { authentication } from "./authentication.ts"
import { authenticationOnPostgres } from "./authentication-postgres.ts"
import { sending } from "./deliveries.ts"
import { sendingOnPostgres } from "./deliveries-postgres.ts"
import { fanOut } from "./fan-out.ts"
import { firstByte } from "./first-byte.ts"
import { neighbours } from "./neighbours.ts"
import { portal } from "./portal.ts"
import * as Report from "./Report.ts"
import { reading } from "./reading.ts"
import { servers } from "./servers.ts"
import { starting } from "./start.ts"
import { submission } from "./submission.ts"
import { submissionOnPostgres } from "./submission-postgres.ts"

await Report.run(
  "bench",
  [
    authentication,
    authenticationOnPostgres,
    reading,
    submission,
    submissionOnPostgres,
    servers,
    sending,
    sendingOnPostgres,
    fanOut,
    firstByte,
    neighbours,
    starting,
    portal
  ],
  process.argv.slice(2)
)
