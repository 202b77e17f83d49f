/** 30 days of deliveries in a second, with all that can happen in them. */
export { laws } from "./Laws.ts"
