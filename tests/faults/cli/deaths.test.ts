import { drawnSuite } from "./drawn";
import { DEATHS } from "./strikes";

drawnSuite("the ends of its processes", Object.keys(DEATHS));
