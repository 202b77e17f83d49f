/** In the place of everything, where not even who is signed in could be learned. */
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router"
import { Failure } from "../parts/Failure.tsx"

export const FrameFailure = ({ error }: ErrorComponentProps) => {
  const router = useRouter()
  return (
    <main className="page">
      <title>Nexio</title>
      <Failure
        error={error instanceof Error ? error : new Error(String(error))}
        again={() => void router.invalidate()}
      />
    </main>
  )
}
