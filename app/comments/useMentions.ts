import { useCallback, useRef, useState } from "react";
import { roleName } from "../accounts/role-name";
import { comparing } from "../i18n/format";
import { useLocale, useRootData } from "../ui/root-data";
import { type Mentionable, type Naming, type Offer, offersFor, toBody } from "./mention-offers";
import type { About } from "./threads";

/** The thread that is written in, or is being begun. */
export type MentionTarget =
  | { threadId: string }
  | { about: About; itemId: string; internal: boolean };

/** What a box needs in which people can be named. */
export interface Mentions {
  /** Null until they have been asked for. */
  offers: readonly Offer[] | null;
  /** Asks the server, once; null if it could not be reached. */
  load(): Promise<readonly Offer[] | null>;
  /** The text with tokens for the names in it; null if the server had to be asked and was not there. */
  bodyOf(written: string): Promise<string | null>;
}

async function ask(
  documentId: string,
  target: MentionTarget,
): Promise<{ people: Mentionable[]; home: string | null } | null> {
  const query = new URLSearchParams(
    "threadId" in target
      ? { threadId: target.threadId }
      : {
          about: target.about,
          itemId: target.itemId,
          ...(target.internal ? { internal: "yes" } : {}),
        },
  );
  try {
    const response = await fetch(
      `/documents/${encodeURIComponent(documentId)}/mentionable?${query}`,
      { headers: { Accept: "application/json" } },
    );
    const answer = await response.json();
    return response.ok && answer.ok ? answer : null;
  } catch {
    return null;
  }
}

/** The names of delegations and roles, in the reader's language. */
export function useNaming(): Naming {
  const delegations = useRootData()?.delegations;
  const locale = useLocale();
  return {
    delegationName: (code) => delegations?.find((each) => each.code === code)?.name ?? code,
    roleName,
    compare: comparing(locale),
  };
}

/**
 * Who can be named in a thread: asked for when the first @ is written, as most comments have none.
 * @param known names that stand in the text already, also of people who can no longer be named.
 */
export function useMentions(
  documentId: string,
  target: MentionTarget,
  known: readonly Offer[] = [],
): Mentions {
  const naming = useNaming();
  const key = `${documentId} ${JSON.stringify(target)}`;
  const [found, setFound] = useState<{ key: string; offers: readonly Offer[] } | null>(null);
  const asking = useRef<{ key: string; answer: Promise<readonly Offer[] | null> } | null>(null);
  const latest = useRef({ naming, known, target });
  latest.current = { naming, known, target };

  const load = useCallback(() => {
    if (asking.current?.key === key) return asking.current.answer;
    const answer = ask(documentId, latest.current.target).then((people) => {
      if (!people) {
        // To be tried again when the next name is written.
        asking.current = null;
        return null;
      }
      const offers = offersFor(people.people, people.home, latest.current.naming);
      setFound({ key, offers });
      return offers;
    });
    asking.current = { key, answer };
    return answer;
  }, [documentId, key]);

  const bodyOf = useCallback(
    async (written: string) => {
      if (!written.includes("@")) return written;
      const offers = await load();
      return offers && toBody(written, [...latest.current.known, ...offers]);
    },
    [load],
  );
  return { offers: found?.key === key ? found.offers : null, load, bodyOf };
}
