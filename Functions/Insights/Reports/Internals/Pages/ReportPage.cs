namespace CrmInsights.Insights.Reports.Internals.Pages;

/// <summary>The frame of a report.</summary>
static class ReportPage
{
    const string Style = """
        :root { color-scheme: light dark; --ink: #242424; --soft: #616161; --paper: #fff; --line: #8a8886; --faint: #e0e0e0; --one: #0f6cbd; --two: #bc4b09; --three: #0e700e; --four: #5c2e91 }
        @media (prefers-color-scheme: dark) { :root { --ink: #fff; --soft: #c8c8c8; --paper: #1f1f1f; --line: #adadad; --faint: #424242; --one: #479ef5; --two: #faa06b; --three: #54b054; --four: #c3a5e8 } }
        body { margin: 0 auto; padding: 24px 16px 48px; max-width: 60rem; background: var(--paper); color: var(--ink); font: 16px/1.5 "Segoe UI", system-ui, sans-serif }
        h1 { font-size: 1.75rem; line-height: 1.25 } h2 { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: 1.375rem } h3 { font-size: 1.1rem }
        .verdict { font-size: 1.2rem; font-weight: 600 } nav ul { padding-left: 1.25rem } a { color: var(--one) }
        .scroll { overflow-x: auto } table { border-collapse: collapse; margin: 12px 0; font-size: .9rem } caption { text-align: left; color: var(--soft); padding-bottom: 4px }
        th, td { border-bottom: 1px solid var(--faint); padding: 4px 12px 4px 0; text-align: left; vertical-align: top } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
        figure { margin: 16px 0 } figcaption { color: var(--soft) } svg { width: 100%; max-width: 44rem; height: auto } svg text { fill: var(--ink); font: 13px "Segoe UI", system-ui, sans-serif }
        .axis { stroke: var(--line); fill: none } .grid { stroke: var(--faint); fill: none } .curve { fill: none; stroke-width: 2.5 } .bar { fill: var(--one) }
        .s0 { stroke: var(--one) } .s1 { stroke: var(--two); stroke-dasharray: 8 4 } .s2 { stroke: var(--three); stroke-dasharray: 2 3 } .s3 { stroke: var(--four); stroke-dasharray: 12 3 2 3 } .s4 { stroke: var(--line); stroke-dasharray: 4 4 }
        @media print { body { max-width: none; padding: 0 } h2 { break-before: auto } figure, table { break-inside: avoid } nav { display: none } }
        """;

    public static string Write(string title, IReadOnlyList<ReportSection> sections) => Markup.Of(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{title}</title>
        <style>{new Markup(Style)}</style>
        </head>
        <body>
        <main>
        <h1>{title}</h1>
        <nav aria-label="Contents"><ul>{Markup.Join(sections.Select(section => Markup.Of($"<li><a href=\"#{section.Id}\">{section.Title}</a></li>")))}</ul></nav>
        {Markup.Join(sections.Select(Draw))}
        </main>
        </body>
        </html>

        """).ToString();

    static Markup Draw(ReportSection section) => Markup.Of(
        $"""
        <section aria-labelledby="{section.Id}">
        <h2 id="{section.Id}">{section.Title}</h2>
        <p class="verdict">{section.Verdict}</p>
        {Markup.Join(section.Parts)}
        </section>

        """);
}

/// <summary>One model of a report: the verdict first, in words a person without training understands.</summary>
sealed record ReportSection(string Id, string Title, string Verdict, IReadOnlyList<Markup> Parts)
{
    public static Markup Heading(string text) => Markup.Of($"<h3>{text}</h3>\n");

    public static Markup Paragraph(string text) => Markup.Of($"<p>{text}</p>\n");

    public static Markup List(params IEnumerable<string> items) => Markup.Of($"<ul>{Markup.Join(items.Select(item => Markup.Of($"<li>{item}</li>")))}</ul>\n");
}
