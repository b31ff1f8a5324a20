/** Changes of form in words, for the eye and the ear. */
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import type { FormNote, ListForm } from "./redline-lines";

/** @param locale of who reads it; left out for that of the page. */
export function formNoteText(note: FormNote, locale?: Locale): string {
  const options = locale ? { locale } : {};
  switch (note.type) {
    case "list": {
      const [from, to] = [listName(note.from, options), listName(note.to, options)];
      return m.amendments_form_list({ from, to }, options);
    }
    case "level":
      return m.amendments_form_level({ from: note.from, to: note.to }, options);
    case "entry":
      return note.begins
        ? m.amendments_form_entry({}, options)
        : m.amendments_form_no_entry({}, options);
    case "fresh":
      return note.begins
        ? m.amendments_form_new_list({}, options)
        : m.amendments_form_same_list({}, options);
    case "nesting":
      return m.amendments_form_nesting({}, options);
    case "divided":
      return m.amendments_form_divided({}, options);
    case "joined":
      return m.amendments_form_joined({}, options);
    case "empty":
      return note.added
        ? m.amendments_form_empty_added({}, options)
        : m.amendments_form_empty_removed({}, options);
    case "look":
      return lookText(note.look, note.on, options);
    case "link":
      return linkText(note.from, note.to, options);
    case "bracket":
      return m.amendments_form_bracket({}, options);
  }
}

type Options = { locale?: Locale };

function listName(list: ListForm | null, options: Options): string {
  if (list === null) return m.amendments_form_paragraph({}, options);
  return list === "bullets"
    ? m.amendments_form_bullets({}, options)
    : m.amendments_form_numbers({}, options);
}

function lookText(look: "bold" | "italic", on: boolean, options: Options): string {
  if (look === "bold") {
    return on ? m.amendments_form_bold({}, options) : m.amendments_form_not_bold({}, options);
  }
  return on ? m.amendments_form_italic({}, options) : m.amendments_form_not_italic({}, options);
}

function linkText(from: string | null, to: string | null, options: Options): string {
  if (from === null) return m.amendments_form_link({ to: to ?? "" }, options);
  if (to === null) return m.amendments_form_no_link({ from }, options);
  return m.amendments_form_other_link({ from, to }, options);
}
