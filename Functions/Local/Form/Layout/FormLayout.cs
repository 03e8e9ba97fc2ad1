namespace CrmInsights.Local.Form.Layout;

/// <summary>A main form as its FormXML describes it.</summary>
sealed record FormLayout(string Name, IReadOnlyList<FormTab> Tabs)
{
    public IEnumerable<string> Columns => Controls.Where(control => control.Custom is null).Select(control => control.Column).Distinct();

    public IEnumerable<CodeComponent> Components => Controls.Select(control => control.Custom).OfType<CodeComponent>();

    IEnumerable<FormControl> Controls => Tabs.SelectMany(tab => tab.Columns).SelectMany(column => column.Sections)
        .SelectMany(section => section.Rows).SelectMany(row => row).Select(cell => cell.Control).OfType<FormControl>();
}

sealed record FormTab(string Id, string Label, IReadOnlyList<FormColumn> Columns);

/// <summary>A column of a tab; the width as written, such as 50%.</summary>
sealed record FormColumn(string Width, IReadOnlyList<FormSection> Sections);

/// <summary>A section; its label is empty where the form hides it.</summary>
sealed record FormSection(string Label, IReadOnlyList<IReadOnlyList<FormCell>> Rows);

/// <summary>A cell; its label is empty where the column's display name stands.</summary>
sealed record FormCell(string Label, FormControl? Control);

/// <summary>A control: its kind (class id, upper case without braces), and the code component that draws it; null for a plain one.</summary>
sealed record FormControl(string Column, string ClassId, bool Disabled, CodeComponent? Custom);

/// <summary>A code component and the columns that its properties are bound to.</summary>
/// <param name="Name">Such as <c>ci_CrmInsights.InsightsCard</c>.</param>
/// <param name="Bindings">Columns by property.</param>
sealed record CodeComponent(string Name, IReadOnlyDictionary<string, string> Bindings);
