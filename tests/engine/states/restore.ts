// Puts the objects of all recordings into etcd while nothing else runs. Usage: restore.ts <URL of etcd>
import { Etcd } from "./etcd";
import { recordedObjects } from "./recordings";

const [url = ""] = process.argv.slice(2);

void new Etcd(url).put(recordedObjects());
