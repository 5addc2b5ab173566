import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

export default tseslint.config(
    {
        ignores: [
            "**/node_modules/",
            ".work/",
            "dist/",
            "eslint.config.mjs",
            ".dependency-cruiser.mjs",
            "toolchain/",
            "components/helm/post-render.js",
        ],
    },
    ...tseslint.configs.strictTypeChecked,
    {
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        plugins: { "@pulumi": pulumi },
        rules: {
            "@pulumi/no-output-in-template-literal": "error",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
            "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
            "@typescript-eslint/consistent-type-imports": "off",
            // A resource is made for its effect on the stack.
            "no-new": "off",
            // Pulumi's entry point for an asynchronous program is `export =`.
            "@typescript-eslint/no-require-imports": "off",
        },
    },
    {
        // An example's own tsconfig.json finds the package only where it is installed.
        files: ["examples/**"],
        languageOptions: { parserOptions: { projectService: false, project: "tsconfig.json" } },
    },
);
