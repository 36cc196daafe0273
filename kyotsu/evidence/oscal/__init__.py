"""A dossier in OSCAL, the language in which tools exchange controls and assessments.

https://pages.nist.gov/OSCAL/ (models component-definition, system-security-plan and
assessment-results). The classes are compliance-trestle's, which refuse what the models don't allow.
"""
