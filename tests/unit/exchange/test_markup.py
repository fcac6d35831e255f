import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumapp.exchange.markup import markdown

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("Plain *text*\r\nwith lines", "Plain *text*\nwith lines"),
        ("AT&amp;T &ndash; &#228;", "AT&T – ä"),
        ("if (a < b && c > d) List<String>", "if (a < b && c > d) List<String>"),
        ("<p>One</p>\n<p>Two<br/>three</p>", "One\n\nTwo\nthree"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ("<ol><li><p>a</p></li><li>b</li></ol>after", "1. a\n2. b\n\nafter"),
        ("<h2>Head</h2>text", "## Head\n\ntext"),
        ('<a href="https://e.org/x">https://e.org/x</a>', "https://e.org/x"),
        ('<a href="https://e.org/x">here</a>', "[here](https://e.org/x)"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ('<a href="https://e.org/x"></a>', "https://e.org/x"),
        ("<script>alert(1)</script><p>x</p><style>p {}</style>", "x"),
        ("<pre><code>a  b\n  c</code></pre>", "```\na  b\n  c\n```"),
        ("<p>Use &lt;b&gt; and <code>x</code></p>", "Use \\<b> and `x`"),
        ("<blockquote>said<br>twice</blockquote>", "> said\n> twice"),
        ("<p>a <i>b</i> &amp;lt; <unknown>c</unknown></p>", "a *b* &lt; <unknown>c</unknown>"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ('<p>x</p><img src="a.png" alt="a picture">', "x\n\na picture"),
        ("<p>a</p>\u202e<p>b\x00</p>", "a\n\nb"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(written: str, read: str) -> None:
    assert markdown(written) == read


@given(st.text(st.sampled_from("<>/abpulihr \n&;ltg'\"=\\"), max_size=60))
def test_any_text_is_read(written: str) -> None:
    assert isinstance(markdown(written), str)
