import { quoted } from "../components/model/shell";
import { pathText, type Problem } from "../components/validation/problem";

/** The problem with the command of Pulumi that puts it right, where there is one. */
export function withCommand({ path, message, remedy }: Problem, project: string): Problem {
    const [map, name] = path.map(String);
    const set = (where: string | undefined) =>
        `pulumi config set ${where === "secretSettings" ? "--secret " : ""}--path ${quoted(`${project}:${where ?? ""}.${name ?? ""}`)}`;
    switch (remedy) {
        case "set":
            return { path, message: `${message} Set it: ${set(map)}` };
        case "setToContent":
            return { path, message: `${message} Set it: ${set(map)} < FILE` };
        case "move":
            return {
                path,
                message: `${message} With: ${set("secretSettings")}; pulumi config rm --path ${quoted(`${project}:${pathText(path)}`)}`,
            };
        default:
            return { path, message };
    }
}
