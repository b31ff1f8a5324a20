import { Form } from "@remix-run/react";
import { LogOut } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { copiesOf, wipeCopies } from "../collab/local-copy";
import { m } from "../i18n/messages";
import { ConfirmDialog } from "../ui/Dialog";
import type { RootData } from "../ui/root-data";
import { forgetPages } from "./offline-pages";

/** Signs out, and takes everything of this person's off the device. */
export function SignOutForm({ person }: { person: NonNullable<RootData["person"]> }) {
  const form = useRef<HTMLFormElement>(null);
  const [lost, setLost] = useState(0);

  const leave = async () => {
    await Promise.all([wipeCopies(copiesOf(person.id)), forgetPages()]);
    // Not `requestSubmit`, which would ask again.
    form.current?.submit();
  };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const waiting = copiesOf(person.id).reduce((sum, { note }) => sum + note.waiting.count, 0);
    if (waiting > 0) setLost(waiting);
    else void leave();
  };
  return (
    <>
      <Form ref={form} method="post" action="/logout" reloadDocument onSubmit={ask}>
        <button
          type="submit"
          aria-label={m.ui_sign_out()}
          title={m.ui_sign_out_of({ name: person.name })}
          className="inline-flex size-8 items-center justify-center rounded text-muted hover:bg-sunken hover:text-ink"
        >
          <LogOut size={17} aria-hidden />
        </button>
      </Form>
      <ConfirmDialog
        title={m.ui_sign_out_waiting_title()}
        isOpen={lost > 0}
        danger
        onClose={() => setLost(0)}
        onConfirm={() => void leave()}
        confirmLabel={m.ui_sign_out_anyway()}
      >
        {m.ui_sign_out_waiting({ count: lost })}
      </ConfirmDialog>
    </>
  );
}
