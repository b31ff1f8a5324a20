/** In whose name an operation acts: who that is was read when its request began, and may be past. */
import { findPerson } from "#db/people";
import type { Queries } from "#db/store";
import type { AppContext, OperationContext } from "../context";
import { Refused } from "../refusal";
import type { Actor } from "./policy";

/**
 * The context of an operation that a person asks for. Each of its transactions begins by looking at
 * who they are now, and is refused with `signed-out` if their access was withdrawn meanwhile, as a
 * body may take long to arrive; with `role` or `delegation` if that is another than the one by which
 * the operation would be allowed.
 */
export function actingAs<App extends AppContext>(
  app: App,
  actor: Actor | null,
  requestId: string | null,
): App & OperationContext {
  if (!actor) return { ...app, actor, requestId };
  const { store } = app;
  const asNow =
    <T>(work: (tx: Queries) => Promise<T>) =>
    async (tx: Queries): Promise<T> => {
      await refuseOther(tx, actor);
      return work(tx);
    };
  return {
    ...app,
    store: {
      ...store,
      transaction: (work) => store.transaction(asNow(work)),
      commit: (work) => store.commit(asNow(work)),
    },
    actor,
    requestId,
  };
}

async function refuseOther(tx: Queries, { id, role, delegation }: Actor): Promise<void> {
  const person = await findPerson(tx, id);
  if (!person || person.withdrawnAt !== null) throw new Refused("signed-out");
  if (person.role !== role) throw new Refused("role");
  if (person.delegation !== delegation) throw new Refused("delegation");
}
