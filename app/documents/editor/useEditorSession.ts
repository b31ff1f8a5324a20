import { nanoid } from "nanoid";
import { useMemo } from "react";
import type { OpenDocument } from "./open-document";
import { EditorSession } from "./session";

/** The editing session of an open document; null until there is one. */
export function useEditorSession(live: OpenDocument | null): EditorSession | null {
  return useMemo(() => live && new EditorSession(live, () => nanoid(12)), [live]);
}
