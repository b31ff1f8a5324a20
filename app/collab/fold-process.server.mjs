/** The process that folds logs. Given `{ file }` at the start: the path of the database. */
import { openForFolding } from "../../db/folding.mjs";
import { data, serve } from "../processes/child.mjs";

serve({ fold: openForFolding(data.file) });
