/** What a thread is about, in the reader's language. */
import { m } from "../i18n/messages";
import type { ThreadPlace } from "./places";

type Named = Pick<ThreadPlace, "about" | "ref">;

/** As the title of its card: `CA 1.3`, "On area 2", "On the document". */
export function placeTitle({ about, ref }: Named): string {
  switch (about) {
    case "item":
      return ref || m.comments_removed_item();
    case "area":
      return ref ? m.comments_on_area({ number: ref }) : m.comments_on_removed_area();
    case "document":
      return m.comments_on_document();
    case "amendment":
      return ref ? m.comments_on_amendment({ ref }) : m.comments_on_an_amendment();
  }
}

/** Within a sentence, as what a thread or a comment is on: `CA 1.3`, "area 2", "the document". */
export function placeName({ about, ref }: Named): string {
  switch (about) {
    case "item":
      return ref || m.comments_removed_item();
    case "area":
      return ref ? m.comments_area({ number: ref }) : m.comments_removed_area();
    case "document":
      return m.comments_document();
    case "amendment":
      return ref ? m.comments_amendment({ ref }) : m.comments_an_amendment();
  }
}
