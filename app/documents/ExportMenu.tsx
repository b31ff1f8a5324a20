import { Download } from "lucide-react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { useFileExport } from "../ui/FileExport";
import { Menu, type MenuEntry } from "../ui/Menu";

/**
 * The files a document can be had as; one that is negotiated also without its brackets, and the one
 * that was adopted as the text that its fingerprint is of. Each is an address that can be shared with
 * whoever may export.
 */
export function useExportEntries(base: string, negotiated = false, adopted = false): MenuEntry[] {
  const fetchFile = useFileExport();
  const entry = (id: string, label: string, path: string) => ({
    ...{ id, label },
    onAction: () => fetchFile({ path: `${base}/${path}`, label }),
  });
  return [
    entry("letter", m.plans_export_pdf_letter(), "export.pdf?paper=letter"),
    entry("a4", m.plans_export_pdf_a4(), "export.pdf?paper=a4"),
    ...(negotiated ? [entry("clean", m.brackets_export_clean(), "export.pdf?version=clean")] : []),
    entry("json", m.plans_export_json(), "export.json"),
    ...(adopted ? [entry("record", m.exchange_export_record(), "adopted.txt")] : []),
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
  const entries = useExportEntries(base, negotiated, adopted);
  return (
    <Menu
      label={m.plans_export()}
      trigger={
        <Button size="sm">
          <Download size={16} aria-hidden />
          {m.plans_export()}
        </Button>
      }
      items={() => entries}
    />
  );
}
