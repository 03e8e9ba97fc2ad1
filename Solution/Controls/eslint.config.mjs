import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/generated/**", "out/**", "node_modules/**", "*.mjs", "tests/run.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: ["./tsconfig.json", "./Host/tsconfig.json", "./tests/tsconfig.json"], tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A number in a text is what is meant.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // The platform's interfaces ask for methods that have nothing to do.
      "@typescript-eslint/class-methods-use-this": "off",
      "max-lines": ["error", 400],
      "max-params": ["error", 4],
    },
  },
);
