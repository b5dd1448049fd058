import { drawnSuite } from "./drawn";
import { NETWORK } from "./strikes";

drawnSuite("what the network does", Object.keys(NETWORK), 6);
