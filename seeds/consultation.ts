import type { AppContext } from "../app/context";
import { insertDelegation, listDelegations } from "../db/documents";
import { glossaryStamp, saveConcept } from "../db/glossary";
import { isRecorded } from "../db/record";
import { DELEGATIONS } from "./delegations";
import { GLOSSARY } from "./glossary";

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

/** Fills an empty glossary with the concepts of the field, unless its people have emptied it. */
export async function seedGlossary({
  store,
  now,
}: Pick<AppContext, "store" | "now">): Promise<void> {
  const { read } = store;
  if ((await glossaryStamp(read)).count > 0) return;
  if (await isRecorded(read, "glossary.remove")) return;
  const updatedAt = now();
  await store.transaction(async (tx) => {
    for (const { id, terms } of GLOSSARY) {
      const { en, fr, es } = terms;
      await saveConcept(tx, {
        id,
        terms: { en: [...en], fr: [...fr], es: [...es] },
        updatedAt,
        updatedBy: null,
      });
    }
  });
}
