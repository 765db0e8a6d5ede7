import "../page/dated-notices.js";
import "../elements/embed-builder.js";
