using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>Forms that solutions change: the form as it came, and upon it, in the order of the imports, what each solution adds, modifies or removes.</summary>
static class FormLayers
{
    /// <param name="transaction">The import's.</param>
    /// <param name="before">Solutions until now: what they changed and do no longer goes away.</param>
    /// <param name="after">Solutions from now on.</param>
    public static void Rebuild(Transaction transaction, InstalledSolutions before, InstalledSolutions after)
    {
        var forms = after.Packages.SelectMany(SolutionForm.Of).ToList();
        var changed = before.Packages.SelectMany(SolutionForm.Of).Concat(forms).Where(form => form.IsChange).Select(form => (form.Id, form.Table)).Distinct();
        foreach (var (id, table) in changed.ToList())
        {
            var form = Bottom(forms, id) ?? throw new SolutionImportException($"The solution changes the form {id} of '{table}', which this organisation has not.");
            foreach (var change in forms.Where(form => form.IsChange && form.Id == id)) FormMerge.Apply(form, change.Form);
            transaction.Update(transaction.Tables["systemform"], new TableRow("systemform", id) { Values = { ["formxml"] = form.ToString(SaveOptions.DisableFormatting) } });
        }
    }

    /// <summary>A copy of the form without any change.</summary>
    static XElement? Bottom(List<SolutionForm> forms, Guid id)
    {
        var own = forms.FindLast(form => !form.IsChange && form.Id == id)?.Form;
        var bottom = own ?? StockForms.All.FirstOrDefault(form => form.Id == id)?.Form;
        return bottom is null ? null : new XElement(bottom);
    }
}
