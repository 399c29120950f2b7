// The page of one document while others are still being read: the strip alone. Knows nothing of the document.

import { start } from "./indexing.js";

start();
