import type { AppContext } from "../app/context";
import { insertDelegation, listDelegations } from "../db/documents";
import { DELEGATIONS } from "./delegations";

/** Makes the delegations of this consultation, where the workspace has none yet. */
export async function seedDelegations({ store }: Pick<AppContext, "store">): Promise<void> {
  if ((await listDelegations(store.read)).length > 0) return;
  await store.transaction(async (tx) => {
    for (const { code, slug, position, language, names } of DELEGATIONS) {
      await insertDelegation(tx, {
        code,
        slug,
        position,
        language,
        nameEn: names.en,
        nameFr: names.fr,
        nameEs: names.es,
      });
    }
  });
}
