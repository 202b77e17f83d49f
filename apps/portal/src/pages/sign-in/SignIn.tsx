/** The way in: a one-time link, whose token is behind the `#` and so in no server's log. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useNavigate, useSearch } from "@tanstack/react-router"
import { LogIn } from "lucide-react"
import { useEffect, useState } from "react"
import { signIn } from "../../api/Session.ts"
import { Button } from "../../parts/Button.tsx"
import { CopyBlock } from "../../parts/Copy.tsx"
import { Fault } from "../../parts/Failure.tsx"
import { backKey, pathAt } from "./Back.ts"
import "./SignIn.css"

export const SignIn = () => {
  const { back } = useSearch({ from: "/sign-in" })
  const [token] = useState(() => location.hash.slice(1))
  const navigate = useNavigate()
  const queries = useQueryClient()
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      queries.clear()
      return navigate({ href: pathAt(location.origin, back), replace: true })
    }
  })
  // A token that was seen over somebody's shoulder is spent soon; it need not stay in the history too.
  useEffect(() => {
    if (token !== "") history.replaceState(history.state, "", location.pathname + location.search)
  }, [token])
  return (
    <main className="sign-in">
      <title>Sign in · Nexio</title>
      <img src="/icon.svg" alt="" width="40" height="40" />
      <h1>{token === "" ? "Sign in to Nexio" : "Welcome to Nexio"}</h1>
      {token === "" ? (
        <>
          <ByProvider back={back} />
          <p className="soft">Open the one-time link that you were given, or print a new one where the server runs:</p>
          <CopyBlock text="npx -y pnpm@12 sign-in" what="the command" />
        </>
      ) : (
        <>
          <p className="soft">Your link is good for one sign-in, from here.</p>
          <Fault error={entering.error} />
          <Button
            kind="primary"
            icon={<LogIn aria-hidden="true" />}
            busy={entering.isPending}
            onClick={() => entering.mutate(token)}
          >
            Sign in
          </Button>
        </>
      )}
    </main>
  )
}

/** By the org's own accounts, where the server has a provider: then it would lead there, and this does not follow. */
const ByProvider = ({ back }: { readonly back: string | undefined }) => {
  const provider = useQuery({
    queryKey: ["provider"],
    queryFn: async () => (await fetch(openId, { redirect: "manual" })).type === "opaqueredirect",
    staleTime: Number.POSITIVE_INFINITY
  })
  if (provider.data !== true) return null
  const remember = () => sessionStorage.setItem(backKey, pathAt(location.origin, back))
  return (
    <a className="button primary" href={openId} onClick={remember}>
      <LogIn aria-hidden="true" />
      Sign in with your account
    </a>
  )
}

const openId = "/api/session/oidc"
