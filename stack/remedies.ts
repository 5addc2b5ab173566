import { quoted } from "../components/model/shell";
import { pathText, type Problem } from "../components/validation/problem";
import { ProblemCode } from "../components/validation/problemCode";

/** The problem with Pulumi's command that solves it, where there is one. */
export function withCommand(problem: Problem, project: string): Problem {
    const { path, message } = problem;
    const command = solution(problem, project);
    return { path, message: command === undefined ? message : `${message} ${command}` };
}

function solution({ path, code, remedy }: Problem, project: string): string | undefined {
    const [map = "", name = ""] = path.map(String);
    const set = (argument: string) =>
        `pulumi config set ${argument === "secretSettings" ? "--secret " : ""}--path ${quoted(`${project}:${argument}.${name}`)}`;
    if (code === ProblemCode.MisplacedSecret) {
        return `With: ${set("secretSettings")}; pulumi config rm --path ${quoted(`${project}:${pathText(path)}`)}`;
    }
    switch (remedy) {
        case "set":
            return `Set it: ${set(map)}`;
        case "setToContent":
            return `Set it: ${set(map)} < FILE`;
        default:
            return undefined;
    }
}
