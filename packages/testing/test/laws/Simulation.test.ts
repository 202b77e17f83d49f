import { Model } from "../../src/model/index.ts"
import { laws } from "../../src/simulation/index.ts"
import { suite } from "../../src/vitest/index.ts"
import { months } from "./months.ts"

suite("The model, in a simulation", laws, Model.layer, months)
