/**
 * What is answered while the data files cannot be used: 503, with words, from every page and form.
 * That they cannot is in the log already, once (db/store-watch.ts).
 */
import type { ServerBuild } from "@remix-run/node";
import { problemOfWrite, StoreUnavailable } from "#db/file-guard";
import type { Store } from "#db/store";

/** Whether something failed only because the data files cannot be used at this moment. */
export function isUnavailable(error: unknown, store: Pick<Store, "problem">): boolean {
  if (error instanceof StoreUnavailable) return true;
  // A read knows nothing of the files' state: it fails with what SQLite says.
  return problemOfWrite(error) !== null && store.problem() !== null;
}

/** The pages of a build, with an answer of 503 where a loader or an action fails for that reason. */
export function withUnavailableAnswers(
  build: ServerBuild,
  store: Pick<Store, "problem">,
): ServerBuild {
  const orUnavailable =
    <Args>(answer: ((args: Args) => unknown) | undefined) =>
    async (args: Args): Promise<unknown> => {
      try {
        return await answer?.(args);
      } catch (error) {
        if (isUnavailable(error, store)) throw new Response(null, { status: 503 });
        throw error;
      }
    };
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route];
    const module = { ...route.module };
    if (module.loader) module.loader = orUnavailable(module.loader);
    if (module.action) module.action = orUnavailable(module.action);
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}
