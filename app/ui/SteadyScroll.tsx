/** Where a page was scrolled to, when one comes back to it. */
import { ScrollRestoration } from "@remix-run/react";
import { useContext, useRef } from "react";
import { UNSAFE_DataRouterStateContext as RouterState } from "react-router-dom";

/**
 * Remix's `ScrollRestoration`, which hears of navigations alone. React Router 6 also scrolls back after
 * each revalidation to where the page was when that began (remix-run/react-router, issue 12157): whoever
 * scrolled meanwhile, or went on by keys, was thrown back by the news of a colleague.
 */
export function SteadyScroll({ nonce }: { nonce: string | undefined }) {
  const state = useContext(RouterState);
  const known = useRef(state);
  if (known.current?.location !== state?.location) known.current = state;
  return (
    <RouterState.Provider value={known.current}>
      <ScrollRestoration nonce={nonce} />
    </RouterState.Provider>
  );
}
