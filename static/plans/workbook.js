// The workbook's script: rows open in place, what people type is saved as they type it.

import { startAutosave } from "./autosave.js";
import { filterCatalogue } from "./catalogue.js";
import { openRowsInPlace } from "./rows.js";

startAutosave();
openRowsInPlace();
filterCatalogue();
