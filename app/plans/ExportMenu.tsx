import { Download } from "lucide-react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Menu, type MenuEntry } from "../ui/Menu";

/**
 * The files a document can be had as; one that is negotiated also without its brackets, and the one
 * that was adopted as the text that its fingerprint is of. Each is an address that can be shared with
 * whoever may export.
 */
export function exportEntries(base: string, negotiated = false, adopted = false): MenuEntry[] {
  const open = (path: string) => () => window.open(path, "_blank", "noopener");
  return [
    {
      id: "letter",
      label: m.plans_export_pdf_letter(),
      onAction: open(`${base}/export.pdf?paper=letter`),
    },
    { id: "a4", label: m.plans_export_pdf_a4(), onAction: open(`${base}/export.pdf?paper=a4`) },
    ...(negotiated
      ? [
          {
            id: "clean",
            label: m.brackets_export_clean(),
            onAction: open(`${base}/export.pdf?version=clean`),
          },
        ]
      : []),
    { id: "json", label: m.plans_export_json(), onAction: open(`${base}/export.json`) },
    ...(adopted
      ? [
          {
            id: "record",
            label: m.exchange_export_record(),
            onAction: open(`${base}/adopted.txt`),
          },
        ]
      : []),
  ];
}

/** The document as a file. */
export function ExportMenu({
  base,
  negotiated,
  adopted,
}: {
  base: string;
  negotiated?: boolean;
  adopted?: boolean;
}) {
  return (
    <Menu
      label={m.plans_export()}
      trigger={
        <Button size="sm">
          <Download size={16} aria-hidden />
          {m.plans_export()}
        </Button>
      }
      items={() => exportEntries(base, negotiated, adopted)}
    />
  );
}
