"""Forms of questions: those that people answer, and those by which organizers write them."""

from forumapp.questions.forms.asking import AskingForm
from forumapp.questions.forms.desk import CategoryForm, ConsentForm, Offer, QuestionForm, SectionForm
from forumapp.questions.forms.files import AnswerFileField

__all__ = ["AnswerFileField", "AskingForm", "CategoryForm", "ConsentForm", "Offer", "QuestionForm", "SectionForm"]
