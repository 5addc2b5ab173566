// The program of `make render`. Pulumi runs a program in its file's folder, from which paths in the configuration start.
import program = require("./rendering");

export = program;
