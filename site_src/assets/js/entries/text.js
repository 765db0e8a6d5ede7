import "../page/dated-notices.js";
import "../python/prefetch.js";
