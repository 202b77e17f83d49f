/** In the place of a page, or of everything where not even who is signed in could be learned. */
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router"
import { Failure } from "../parts/Failure.tsx"

export const PageFailure = ({ error }: ErrorComponentProps) => {
  const router = useRouter()
  return (
    <div className="page">
      <title>Nexio</title>
      <Failure
        error={error instanceof Error ? error : new Error(String(error))}
        again={() => void router.invalidate()}
      />
    </div>
  )
}

export const FrameFailure = (props: ErrorComponentProps) => (
  <main>
    <PageFailure {...props} />
  </main>
)
