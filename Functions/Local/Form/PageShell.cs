namespace CrmInsights.Local.Form;

/// <summary>What stands around every page: head, bar, progress banner, clock.</summary>
static class PageShell
{
    public static Html Draw(string title, Html body) => Draw(title, [], body);

    public static Html Draw(string title, IEnumerable<string> scripts, Html body) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} - CrmInsights</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/form.css">
        {Html.Join(scripts.Select(script => Html.Of($"""<script src="{script}" defer></script>""")))}
        <script src="/assets/form.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="bar"><a class="home" href="/"><img src="/assets/icon.svg" alt="" width="24" height="24">CrmInsights</a><a class="place" href="/reports">Model report</a><span class="clock" id="clock"></span></header>
        <div class="banner" id="progress" hidden><span id="progress-text"></span><progress id="progress-bar" aria-labelledby="progress-text" max="1"></progress></div>
        <div class="notes" id="notes" role="status"></div>
        <main id="main">{body}</main>
        <div id="toast" class="toast" role="status" aria-live="polite"></div>
        </body>
        </html>
        """);

    public static Html Message(string heading, string text) => Draw(heading, Html.Of($"""
        <section class="card message"><h1>{heading}</h1><p>{text}</p><p><a href="/">Back to the list</a></p></section>
        """));
}
