import { onAnotherDomain } from "./domain";

onAnotherDomain("manifests");
