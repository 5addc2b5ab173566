import { onAnotherDomain } from "./domain";

onAnotherDomain("helm");
