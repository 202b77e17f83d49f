/** Asks for a new environment, from wherever one is. */
import { createContext, useContext } from "react"

export const CreateEnvironment = createContext<() => void>(() => {})

export const useCreateEnvironment = () => useContext(CreateEnvironment)
