/** The carets and selections of others: a line in the delegation's colour, always with a name. */
import CollaborationCaret from "@tiptap/extension-collaboration-caret";
import type { OpenDocument } from "./open-document";

interface Shown {
  name?: unknown;
  delegation?: unknown;
  slot?: unknown;
}

const slotOf = ({ slot }: Shown) => (typeof slot === "number" ? String(slot) : "5");

function caret(user: Shown): HTMLElement {
  const element = document.createElement("span");
  element.className = "remote-caret";
  element.dataset.slotColour = slotOf(user);
  const label = document.createElement("span");
  label.className = "remote-caret-label";
  const code = typeof user.delegation === "string" ? `${user.delegation} · ` : "";
  label.textContent = `${code}${typeof user.name === "string" ? user.name : ""}`;
  element.append(label);
  return element;
}

/** The extension for one item's editor; all share the page's one presence state. */
export function remoteCarets({ provider }: OpenDocument) {
  return CollaborationCaret.configure({
    provider,
    user: provider.awareness?.getLocalState()?.user ?? {},
    render: caret,
    selectionRender: (user: Shown) => ({
      nodeName: "span",
      class: "remote-selection",
      "data-slot-colour": slotOf(user),
    }),
  });
}
