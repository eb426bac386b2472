// The workbook's script: rows open in place, what people type is saved as they type it.

import { makeDraftsAhead } from "./ahead.js";
import { startAutosave } from "./autosave.js";
import { filterCatalogue } from "./catalogue.js";
import { openRowsInPlace } from "./rows.js";

startAutosave();
makeDraftsAhead();
openRowsInPlace();
filterCatalogue();
