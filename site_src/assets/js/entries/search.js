import "../page/dated-notices.js";
import "../elements/site-search.js";
