import { m } from "../i18n/messages";
import { Button } from "../ui/Button";

/** Gives up what was written in a dialog that otherwise keeps it, and closes it. */
export function DiscardButton({ discard, onClose }: { discard(): void; onClose(): void }) {
  return (
    <Button
      variant="quiet"
      onClick={() => {
        discard();
        onClose();
      }}
    >
      {m.amendments_discard()}
    </Button>
  );
}
